/** @returns the lock that an owner of databases holds for as long as it lives. @param id is in the names of its databases. */
export function toLock(id: string): string {
  return `workbench_${id}`;
}

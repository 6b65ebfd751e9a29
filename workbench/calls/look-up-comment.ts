/** By this comment the console tells its own look-ups from the calls of others: it is never masked. */
export const LOOK_UP_COMMENT = '/* console */';

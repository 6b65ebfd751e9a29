import type { JSX } from 'preact';

/** What is to be done, in short. @param isStretch the handler is one of the stretch goal. */
export function Task({ isStretch }: { isStretch: boolean }): JSX.Element {
  return <section class="workshop-task">{isStretch ? <StretchTask /> : <FirstTask />}</section>;
}

function FirstTask(): JSX.Element {
  return (
    <>
      <h2>From a MySQL connection to the Data API</h2>
      <p>
        <code>handler/lambda-rds.ts</code> adds an employee over a connection that it holds, and answers with all of
        them. Make it speak the Data API instead, so that nobody who calls it notices.
      </p>
      <ul>
        <li>
          Open <code>handler/lambda-dataapi.ts</code> in your editor and fill in its five TODOs, one after another.
        </li>
        <li>
          Invoked with <code>{'{ EmpId, EmpName }'}</code>; where one is missing, it fails in the original’s words.
        </li>
        <li>It inserts in a transaction, and rolls back and passes the error on where the database refuses.</li>
        <li>
          It answers with all employees by id, each as <code>[EmpId, EmpName]</code>; a NULL name is <code>null</code>.
        </li>
      </ul>
      <p class="soft">
        Each save runs it beside the original, with the same events, on databases of their own: yours is not touched.
      </p>
    </>
  );
}

function StretchTask(): JSX.Element {
  return (
    <>
      <h2>The stretch goal: many employees, in batches of fifty</h2>
      <p>
        Take any number of employees and insert them with <code>BatchExecuteStatement</code>, fifty at a time, the last
        batch with what is left.
      </p>
      <ul>
        <li>
          Invoked with <code>{'{ Employees: [{ EmpId, EmpName }, ...] }'}</code>.
        </li>
        <li>Each batch has a transaction of its own: committed whole or rolled back whole, and the next ones go on.</li>
        <li>
          It answers <code>{'{ added, notAdded, employees }'}</code>: ids, ids with reasons, and everybody.
        </li>
      </ul>
    </>
  );
}

import { expect, test } from 'vitest';
import type { CheckedCall } from '../../../workbench/checker/call-members.ts';
import { formatReport, toJson } from '../../../workbench/terminal/format-report.ts';

test('a report holds no password that a handler sent', () => {
  const sql = "ALTER USERS x IDENTIFIED BY 'hush'";
  const call: CheckedCall = {
    operation: 'ExecuteStatement',
    time: 0,
    durationMs: 1,
    status: 400,
    exception: 'DatabaseErrorException',
    message: "... near 'USERS x IDENTIFIED BY 'hush'' at line 1; Error code: 1064; SQLState: 42000",
    unknownMembers: [],
    request: { sql },
    requestText: '',
    body: '',
  };
  const step = { name: 'adds', state: 'failed', differences: [], calls: [call], hint: 'do' } as const;
  const report = { passed: false, steps: [step], sources: [] };
  for (const text of [formatReport(report, true), JSON.stringify(toJson(report))]) {
    expect(text).toContain("ALTER USERS x IDENTIFIED BY '***'");
    expect(text).toContain("near '***' at line 1");
    expect(text).not.toContain('hush');
  }
});

test('escape sequences in what a handler answered or threw show as text', () => {
  const difference = {
    event: { EmpName: '\u009B2J' },
    expected: '"\u009B2J"',
    got: 'error E: \u001B]0;title\u0007\nat all',
  };
  const step = { name: 'adds', state: 'failed', differences: [difference], calls: [], hint: 'do' } as const;
  const text = formatReport({ passed: false, steps: [step], sources: [] }, true);
  expect(text).toContain('event     {"EmpName":"\uFFFD2J"}');
  expect(text).toContain('"\uFFFD2J"');
  expect(text).toContain('error E: \uFFFD]0;title\uFFFD\n            at all');
});

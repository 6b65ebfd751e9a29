import { render } from 'preact';
import { watchFaults } from './api/faults.ts';
import { watchTransactions } from './api/transactions.ts';
import { watchCalls } from './calls/watch-calls.ts';
import { App } from './shell/app.tsx';
import { startShortcuts } from './shell/shortcuts.ts';

const root = document.querySelector('#app');
if (root === null) throw new Error('The page has no #app');
startShortcuts();
render(<App />, root);
watchFaults();
watchTransactions();
watchCalls();

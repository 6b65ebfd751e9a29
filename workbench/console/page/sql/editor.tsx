import { useSignal, useSignalEffect } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { CodeEditor } from './code-editor.ts';
import { change, draft } from './draft.ts';
import { schema } from './schema.ts';
import { run } from './session.ts';

/** The SQL. The editor is loaded when it is first wanted: until then there is a plain field. */
export function Editor(): JSX.Element {
  const parent = useRef<HTMLDivElement>(null);
  const editor = useSignal<CodeEditor | undefined>(undefined);
  useEffect(() => {
    let made: CodeEditor | undefined;
    let isGone = false;
    void import('./code-editor.ts').then(({ createCodeEditor }) => {
      if (isGone || parent.current === null) return;
      made = createCodeEditor({
        parent: parent.current,
        text: draft.peek().sql,
        onChange: (sql) => change({ sql }),
        onRun: () => void run(),
      });
      editor.value = made;
    });
    return () => {
      isGone = true;
      made?.destroy();
    };
  }, []);
  useSignalEffect(() => editor.value?.setText(draft.value.sql));
  useSignalEffect(() => editor.value?.setSchema(schema.value));
  return <div class="sql-editor" ref={parent} />;
}

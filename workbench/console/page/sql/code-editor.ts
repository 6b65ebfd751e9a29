import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  closeCompletion,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { MySQL, sql } from '@codemirror/lang-sql';
import { bracketMatching, HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { Compartment, EditorState, RangeSetBuilder, type Extension } from '@codemirror/state';
import {
  Decoration,
  drawSelection,
  EditorView,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  ViewPlugin,
  type DecorationSet,
  type ViewUpdate,
} from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { readStatement } from '../../../../emulator/text.ts';
import type { Schema } from './schema.ts';

/** An editor of SQL in the page. */
export interface CodeEditor {
  /** Replaces the text, where it is another one. */
  setText(text: string): void;
  /** Tables and columns to complete. */
  setSchema(schema: Schema): void;
  focus(): void;
  destroy(): void;
}

interface EditorOptions {
  readonly parent: HTMLElement;
  readonly text: string;
  readonly onChange: (text: string) => void;
  /** Ctrl-Enter, and Cmd-Enter on a Mac. */
  readonly onRun: () => void;
}

const COLOURS = HighlightStyle.define([
  { tag: tags.keyword, color: 'var(--accent)' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--good)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--warn)' },
  { tag: tags.comment, color: 'var(--text-soft)', fontStyle: 'italic' },
  { tag: tags.typeName, color: 'var(--accent)' },
]);

/** @returns an editor inside the parent. */
export function createCodeEditor({ parent, text, onChange, onRun }: EditorOptions): CodeEditor {
  const language = new Compartment();
  const run = (): boolean => {
    closeCompletion(view);
    onRun();
    return true;
  };
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        ...basics(),
        keymap.of([
          { key: 'Mod-Enter', run },
          ...closeBracketsKeymap,
          ...completionKeymap,
          ...defaultKeymap,
          ...historyKeymap,
        ]),
        language.of(sql({ dialect: MySQL })),
        placeholders,
        EditorView.updateListener.of(({ docChanged, state }) => docChanged && onChange(state.doc.toString())),
      ],
    }),
  });
  return {
    setText(changed) {
      const { doc } = view.state;
      if (doc.toString() !== changed) view.dispatch({ changes: { from: 0, to: doc.length, insert: changed } });
    },
    setSchema: (schema) => view.dispatch({ effects: language.reconfigure(sql({ dialect: MySQL, schema })) }),
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  };
}

function basics(): Extension[] {
  const nonce = document.querySelector<HTMLMetaElement>('meta[name=style-nonce]')?.content ?? '';
  return [
    EditorView.cspNonce.of(nonce),
    // Tab leaves the editor, as it leaves any other field.
    EditorView.contentAttributes.of({ 'aria-label': 'SQL' }),
    EditorView.domEventHandlers({ beforeinput: replaceSelection }),
    lineNumbers(),
    history(),
    drawSelection(),
    highlightSpecialChars(),
    bracketMatching(),
    closeBrackets(),
    autocompletion(),
    EditorView.lineWrapping,
    syntaxHighlighting(COLOURS),
  ];
}

/** What is typed over a selection: a browser would give it the style of what was there, which the page's policy forbids. */
function replaceSelection(event: InputEvent, view: EditorView): boolean {
  const { from, to, empty } = view.state.selection.main;
  const { data, inputType } = event;
  if (empty || inputType !== 'insertText' || data === null || event.isComposing) return false;
  event.preventDefault();
  const insert = () => view.state.update(view.state.replaceSelection(data), { userEvent: 'input.type' });
  const isHandled = view.state.facet(EditorView.inputHandler).some((handle) => handle(view, from, to, data, insert));
  if (!isHandled) view.dispatch(insert());
  return true;
}

const MARK = Decoration.mark({ class: 'sql-placeholder' });

/** Marks what the service binds: by its own rules, so that a colon in a text is none. */
const placeholders = ViewPlugin.define(
  (view) => ({
    marks: markPlaceholders(view.state),
    update(update: ViewUpdate) {
      if (update.docChanged) this.marks = markPlaceholders(update.state);
    },
  }),
  { decorations: (plugin: { marks: DecorationSet }) => plugin.marks },
);

function markPlaceholders(state: EditorState): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const { start, end } of readStatement(state.doc.toString()).placeholders) builder.add(start, end, MARK);
  return builder.finish();
}

import { Fragment } from 'react';
import table from '#renderer/ui/table.module.css';
import type { Block, Inline } from './guide.ts';
import styles from './help.module.css';

/** The blocks of a chapter never change while they are shown: their place is their key. */
export function Blocks({ blocks }: { blocks: readonly Block[] }) {
  return blocks.map((block, index) => <BlockView key={keyOf(index)} block={block} />);
}

const keyOf = (index: number) => `at ${index}`;

function BlockView({ block }: { block: Block }) {
  switch (block.kind) {
    case 'heading':
      return (
        <h4 className={styles.subtitle}>
          <Inlines text={block.text} />
        </h4>
      );
    case 'list':
      return (
        <ul className={styles.list}>
          {block.items.map((item, index) => (
            <li key={keyOf(index)}>
              <Inlines text={item} />
            </li>
          ))}
        </ul>
      );
    case 'table':
      return (
        <table className={table.table}>
          <thead>
            <tr>
              {block.head.map((cell, index) => (
                <th key={keyOf(index)} scope="col">
                  <Inlines text={cell} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {block.rows.map((row, index) => (
              <tr key={keyOf(index)}>
                {row.map((cell, column) => (
                  <td key={keyOf(column)}>
                    <Inlines text={cell} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      );
    case 'paragraph':
      return (
        <p className={styles.paragraph}>
          <Inlines text={block.text} />
        </p>
      );
  }
}

function Inlines({ text }: { text: readonly Inline[] }) {
  return text.map((inline, index) => {
    const key = keyOf(index);
    if (typeof inline === 'string') return <Fragment key={key}>{inline}</Fragment>;
    if (inline.kind === 'code') return <kbd key={key}>{inline.text}</kbd>;
    if (inline.kind === 'strong') return <strong key={key}>{inline.text}</strong>;
    return <em key={key}>{inline.text}</em>;
  });
}

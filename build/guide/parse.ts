import type { Block, Chapter, Inline } from '#renderer/features/help/guide.ts';

/**
 * Parses the guide's own kind of Markdown: `<a id="…"></a>` and a `##` heading begin a chapter; paragraphs, lists and
 * tables, with code, bold and emphasis in them. A link becomes its text: help works where nothing else can be opened.
 */
export function parseGuide(markdown: string): Chapter[] {
  const chapters: Chapter[] = [];
  let anchor: string | undefined;
  for (const part of markdown.split(/\n{2,}|\n(?=#{2,3} )|(?<=^#{2,3} .*)\n/mu)) {
    const text = part.trim();
    if (text === '') continue;
    const named = /^<a id="([a-z-]+)"><\/a>$/u.exec(text);
    if (named !== null) {
      anchor = named[1];
      continue;
    }
    if (text.startsWith('## ')) {
      chapters.push({
        id: anchor ?? `chapter-${chapters.length + 1}`,
        title: text.slice(3).trim(),
        blocks: [],
      });
      anchor = undefined;
      continue;
    }
    // What stands before the first chapter speaks of the file, not of the product.
    chapters.at(-1)?.blocks.push(parseBlock(text));
  }
  return chapters;
}

function parseBlock(text: string): Block {
  const lines = text.split('\n');
  if (text.startsWith('### ')) return { kind: 'heading', text: parseInline(text.slice(4)) };
  if (text.startsWith('|')) {
    const [head = [], , ...rows] = lines.map(cellsOf);
    return { kind: 'table', head, rows };
  }
  if (/^(- |\d+\. )/u.test(text)) {
    const items: string[] = [];
    for (const line of lines) {
      const item = /^(?:- |\d+\. )(.*)$/u.exec(line);
      if (item !== null) items.push(item[1] ?? '');
      else items.push(joinLines([items.pop() ?? '', line.trim()]));
    }
    return { kind: 'list', items: items.map(parseInline) };
  }
  return { kind: 'paragraph', text: parseInline(joinLines(lines)) };
}

const cellsOf = (line: string) =>
  line
    .replace(/^\||\|$/gu, '')
    .split('|')
    .map((cell) => parseInline(cell.trim()));

/** Chinese has no space where a line was broken. */
function joinLines(lines: readonly string[]): string {
  return lines
    .join('\n')
    .replace(/(?<=\p{Script=Han}|[，。；：、）”])\n(?=\p{Script=Han}|[（“])/gu, '')
    .replaceAll('\n', ' ');
}

function parseInline(text: string): Inline[] {
  const inlines: Inline[] = [];
  const plain = text.replace(/\[([^\]]+)\]\([^)]+\)/gu, '$1');
  for (const piece of plain.split(/(`[^`]+`|\*\*[^*]+\*\*|\*[^*]+\*)/u)) {
    if (piece.startsWith('`')) inlines.push({ kind: 'code', text: piece.slice(1, -1) });
    else if (piece.startsWith('**')) inlines.push({ kind: 'strong', text: piece.slice(2, -2) });
    else if (piece.startsWith('*') && piece.length > 1)
      inlines.push({ kind: 'em', text: piece.slice(1, -1) });
    else if (piece !== '') inlines.push(piece);
  }
  return inlines;
}

/** The guide as the build parsed it: a structure of texts, so that nothing of a file ever becomes markup. */
export type Inline = string | { kind: 'code' | 'strong' | 'em'; text: string };

export type Block =
  | { kind: 'paragraph'; text: Inline[] }
  | { kind: 'heading'; text: Inline[] }
  | { kind: 'list'; items: Inline[][] }
  | { kind: 'table'; head: Inline[][]; rows: Inline[][][] };

export interface Chapter {
  /** The anchor before its heading, the same in every language. */
  id: string;
  title: string;
  blocks: Block[];
}

const textOf = (inlines: readonly Inline[]) =>
  inlines.map((inline) => (typeof inline === 'string' ? inline : inline.text)).join('');

function textOfBlock(block: Block): string {
  if (block.kind === 'list') return block.items.map(textOf).join(' ');
  if (block.kind === 'table') return [block.head, ...block.rows].flat().map(textOf).join(' ');
  return textOf(block.text);
}

/** Chapters that hold every word of what is typed, those with it in the title first. */
export function searchGuide(chapters: readonly Chapter[], typed: string): Chapter[] {
  const words = typed.toLowerCase().split(/\s+/u).filter(Boolean);
  if (words.length === 0) return [...chapters];
  const holds = (text: string) => words.every((word) => text.toLowerCase().includes(word));
  const inTitle = chapters.filter(({ title }) => holds(title));
  const inText = chapters.filter(
    (chapter) =>
      !inTitle.includes(chapter) && holds(`${chapter.title} ${chapter.blocks.map(textOfBlock).join(' ')}`),
  );
  return [...inTitle, ...inText];
}

/** The chapter about the screen at an address; the first where there is none about it. */
export function chapterOf(pathname: string): string {
  const [, screen = '', inner, part] = pathname.split('/');
  if (screen === 'customers') {
    if (inner === undefined) return 'customers';
    return part === 'summary' ? 'printing' : 'customer';
  }
  const chapters: Record<string, string> = {
    today: 'today',
    counter: 'counter',
    calendar: 'calendar',
    complaints: 'complaints',
    audit: 'audit',
    inbox: 'inbox',
    administration: 'administration',
    branches: 'overview',
    system: 'operations',
    devices: 'devices',
    releases: 'releases',
    shift: 'leaving',
    directory: 'directory',
    settings: 'settings',
  };
  return chapters[screen] ?? 'finding';
}

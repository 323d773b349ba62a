import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chapterOf, searchGuide } from '#renderer/features/help/guide.ts';
import { parseGuide } from './parse.ts';

const guide = async (language: string) =>
  parseGuide(
    await readFile(join(import.meta.dirname, '..', '..', 'docs', 'guide', `${language}.md`), 'utf8'),
  );

describe('the guide', () => {
  it('has the same chapters in both languages, each under an anchor', async () => {
    const [chinese, english] = await Promise.all([guide('zh-CN'), guide('en')]);
    expect(chinese.map(({ id }) => id)).toEqual(english.map(({ id }) => id));
    expect(english.map(({ id }) => id).filter((id) => id.startsWith('chapter-'))).toEqual([]);
    expect(english.filter(({ blocks }) => blocks.length === 0)).toEqual([]);
  });

  it.each([
    '/counter',
    '/today',
    '/calendar',
    '/customers',
    '/customers/0190',
    '/complaints',
    '/inbox',
    '/administration/covers',
    '/branches',
    '/system',
    '/directory',
    '/settings',
    '/elsewhere',
  ])('has a chapter about %s', async (pathname) => {
    const chapters = await guide('en');
    expect(chapters.map(({ id }) => id)).toContain(chapterOf(pathname));
  });

  it('is searched by every word that is typed, titles first', async () => {
    const found = searchGuide(await guide('en'), 'LOCK counter');
    expect(found.length).toBeGreaterThan(0);
    expect(searchGuide(await guide('en'), 'settings')[0]?.id).toBe('settings');
    expect(searchGuide(await guide('zh-CN'), '快捷键').length).toBeGreaterThan(0);
    expect(searchGuide(await guide('en'), 'zebra')).toEqual([]);
  });
});

it('becomes a structure of texts: nothing in it can turn into markup', () => {
  const [chapter] = parseGuide(
    '# T\n\n<a id="one"></a>\n## One\nPress `c` **now**, *or* [see](x.md) <b>.\nSecond line\n\n| a | b |\n|---|---|\n| 1 | `2` |\n\n- x\n- y\n  z\n',
  );
  expect(chapter).toEqual({
    id: 'one',
    title: 'One',
    blocks: [
      {
        kind: 'paragraph',
        text: [
          'Press ',
          { kind: 'code', text: 'c' },
          ' ',
          { kind: 'strong', text: 'now' },
          ', ',
          { kind: 'em', text: 'or' },
          ' see <b>. Second line',
        ],
      },
      { kind: 'table', head: [['a'], ['b']], rows: [[['1'], [{ kind: 'code', text: '2' }]]] },
      { kind: 'list', items: [['x'], ['y z']] },
    ],
  });
});

import { describe, expect, it } from 'vitest';
import { newId } from './ids.ts';
import { factCandidates, sentencesOf } from './soft-facts.ts';

const contact = (note: string, occurredAt = '2026-11-01T02:00:00.000Z') => ({
  id: newId(),
  note,
  occurredAt,
});

describe('distilling soft facts from contact logs', () => {
  it('quotes the sentence and the word that named the topic', () => {
    const log = contact('电话核实季度结算量。客户女儿明年留学，打算换汇。');
    expect(factCandidates([log], [])).toEqual([
      {
        topic: 'family',
        keyword: '女儿',
        text: '客户女儿明年留学，打算换汇',
        contactLogId: log.id,
        occurredAt: log.occurredAt,
      },
    ]);
  });

  it('gives a sentence one topic, the newest contact first, and each sentence once', () => {
    const older = contact('投资风格保守。', '2026-01-01T02:00:00.000Z');
    const newer = contact('投资风格保守。习惯上午来网点！');
    const found = factCandidates([older, newer], []);
    expect(found.map(({ topic, contactLogId }) => [topic, contactLogId])).toEqual([
      ['personality', newer.id],
      ['habit', newer.id],
    ]);
  });

  it('offers nothing that is kept already', () => {
    expect(factCandidates([contact('喜欢钓鱼。')], [{ text: '喜欢钓鱼' }])).toEqual([]);
  });

  it('reads English by whole words', () => {
    const found = factCandidates([contact('Her son studies law. A season of calm. She enjoys hiking.')], []);
    expect(found.map(({ keyword }) => keyword)).toEqual(['son', 'enjoys']);
  });

  it('leaves out scraps and what is longer than a fact may be', () => {
    expect(sentencesOf(`好。\n${'长'.repeat(201)}。\n喜欢喝茶；平时话不多`)).toEqual([
      '喜欢喝茶',
      '平时话不多',
    ]);
  });
});

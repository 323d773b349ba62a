import type { z } from 'zod';
import type { ContactLog } from '../model/contact-log.ts';
import type { Customer, softFactTopic } from '../model/customer.ts';

export type SoftFact = NonNullable<Customer['softFacts']>[number];
export type SoftFactTopic = z.infer<typeof softFactTopic>;

/** Whether something soft is kept of a customer who has not agreed, or not any more. */
export function lacksConsent({
  softFacts = [],
  softFactConsent,
}: Pick<Customer, 'softFacts' | 'softFactConsent'>): boolean {
  return softFacts.length > 0 && softFactConsent?.given !== true;
}

/** A sentence of a contact log that may be worth keeping, and the word that says so. */
export interface FactCandidate {
  readonly topic: SoftFactTopic;
  /** The sentence as it was written. */
  readonly text: string;
  /** The word in it that named the topic. */
  readonly keyword: string;
  readonly contactLogId: string;
  readonly occurredAt: string;
}

/**
 * Words that name a topic, asked in this order: a sentence about a daughter's hobby is about the family. Latin ones
 * match whole words.
 */
const keywords: readonly (readonly [SoftFactTopic, readonly string[]])[] = [
  [
    'family',
    [
      '女儿',
      '儿子',
      '孩子',
      '孙子',
      '孙女',
      '爱人',
      '太太',
      '丈夫',
      '父母',
      '父亲',
      '母亲',
      '结婚',
      '高考',
      '留学',
    ],
  ],
  [
    'plan',
    [
      '打算',
      '计划',
      '准备买',
      '准备换',
      '考虑买',
      '想买',
      '购房',
      '买房',
      '换车',
      '装修',
      '退休',
      '创业',
      '扩建',
      '上市',
    ],
  ],
  [
    'habit',
    [
      '习惯',
      '每天',
      '每周',
      '每月',
      '通常',
      '一般都',
      '总是',
      '从不',
      '只在',
      '早上来',
      '下午来',
      '不接电话',
      '喜欢来',
    ],
  ],
  [
    'interest',
    [
      '喜欢',
      '爱好',
      '爱看',
      '爱听',
      '热衷',
      '关注',
      '感兴趣',
      '钓鱼',
      '书法',
      '摄影',
      '旅游',
      '跑步',
      '养花',
      '喝茶',
    ],
  ],
  [
    'personality',
    ['性格', '谨慎', '保守', '稳健', '急性子', '爽快', '健谈', '话不多', '细心', '多疑', '信任', '看重'],
  ],
  ['family', ['daughter', 'son', 'wife', 'husband', 'children', 'grandson', 'granddaughter', 'parents']],
  ['plan', ['plans to', 'planning', 'wants to buy', 'retire', 'retirement', 'renovation', 'moving to']],
  ['habit', ['usually', 'always', 'every week', 'every month', 'never', 'prefers']],
  ['interest', ['likes', 'loves', 'enjoys', 'hobby', 'fishing', 'hiking', 'photography', 'interested in']],
  ['personality', ['cautious', 'careful', 'conservative', 'impatient', 'talkative', 'trusting']],
];

const LONGEST = 200;

/**
 * Distils contact logs (智能归纳) by words anybody can look up: each sentence that holds one is a candidate, with its
 * source; a person decides. What is kept already, and sentences that recur, are left out. Newest first.
 */
export function factCandidates(
  contacts: readonly Pick<ContactLog, 'id' | 'note' | 'occurredAt'>[],
  kept: readonly Pick<SoftFact, 'text'>[],
): FactCandidate[] {
  const seen = new Set(kept.map(({ text }) => text));
  const found: FactCandidate[] = [];
  for (const { id, note, occurredAt } of contacts.toSorted((a, b) =>
    b.occurredAt.localeCompare(a.occurredAt),
  )) {
    for (const text of sentencesOf(note)) {
      const named = seen.has(text) ? undefined : topicOf(text);
      if (named === undefined) continue;
      seen.add(text);
      found.push({ ...named, text, contactLogId: id, occurredAt });
    }
  }
  return found;
}

export function sentencesOf(note: string): string[] {
  return note
    .split(/(?<=[。！？；!?;])|(?<=\.)\s+|\n+/)
    .map((sentence) => sentence.replace(/[。；;.\s]+$/u, '').trim())
    .filter((sentence) => sentence.length >= 4 && sentence.length <= LONGEST);
}

function topicOf(sentence: string): { topic: SoftFactTopic; keyword: string } | undefined {
  const lower = sentence.toLowerCase();
  for (const [topic, words] of keywords) {
    const keyword = words.find((word) => holds(lower, word));
    if (keyword !== undefined) return { topic, keyword };
  }
  return undefined;
}

function holds(sentence: string, word: string): boolean {
  return /^[a-z ]+$/.test(word) ? new RegExp(`\\b${word}\\b`).test(sentence) : sentence.includes(word);
}

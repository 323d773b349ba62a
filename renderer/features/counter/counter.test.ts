import { describe, expect, it } from 'vitest';
import { newId } from '#shared/domain/ids.ts';
import type { ContactLog } from '#shared/model/contact-log.ts';
import { initialsOf } from './initials.ts';
import { correctionOf, emptyLog, isWritten, logDraft, readLog, withAnswer } from './log-draft.ts';
import { belongsToInputMethod, tailOf, writesSign } from './typing.ts';

const context = {
  customerId: newId(),
  author: { id: newId(), name: '李婷' },
  now: new Date('2026-11-22T02:00:00.000Z'),
};

describe('a note at the counter', () => {
  it('is a visit of the customer’s now, unless it says otherwise', () => {
    const { value } = readLog({ ...emptyLog, note: ' 办理取款 ' }, context);
    expect(value).toMatchObject({
      channel: 'counter',
      direction: 'inbound',
      outcome: 'reached',
      note: '办理取款',
      occurredAt: '2026-11-22T02:00:00.000Z',
    });
  });

  it('is not saved while nothing is written', () => {
    expect(readLog(emptyLog, context).problems?.note).toMatchObject({ code: 'required' });
  });

  it('carries what was offered and what the customer said, which is its outcome too', () => {
    const productId = newId();
    const draft = withAnswer(emptyLog, { rule: 'idleBalance', productId, because: {} }, 'declined');
    expect(readLog({ ...draft, note: '介绍理财' }, context).value).toMatchObject({
      outcome: 'declined',
      offer: { rule: 'idleBalance', productId, response: 'declined' },
    });
  });

  it('corrects an entry by a new one of the same time', () => {
    const log: ContactLog = {
      id: newId(),
      customerId: context.customerId,
      channel: 'counter',
      direction: 'inbound',
      outcome: 'reached',
      occurredAt: '2026-11-22T01:00:00.000Z',
      note: '办理存款',
      authorId: context.author.id,
      authorName: context.author.name,
    };
    const draft = correctionOf(log);
    expect(isWritten(draft)).toBe(true);
    expect(readLog({ ...draft, note: '办理取款' }, context).value).toMatchObject({
      correctsId: log.id,
      occurredAt: log.occurredAt,
      note: '办理取款',
    });
  });

  it('comes back from where it was kept as it was', () => {
    const draft = withAnswer({ ...emptyLog, note: '先记' }, { rule: 'noCard', because: {} }, 'later');
    expect(logDraft.parse(JSON.parse(JSON.stringify(draft)))).toEqual(draft);
  });
});

describe('a key at the counter', () => {
  const press = { isComposing: false, keyCode: 13, timeStamp: 5000 };
  it('is the input method’s while it composes, and when the end of the composition came first', () => {
    const never = Number.NEGATIVE_INFINITY;
    expect(belongsToInputMethod({ ...press, isComposing: true }, never)).toBe(true);
    expect(belongsToInputMethod({ ...press, keyCode: 229 }, never)).toBe(true);
    expect(belongsToInputMethod(press, 4998)).toBe(true);
    expect(belongsToInputMethod(press, 4800)).toBe(false);
    expect(belongsToInputMethod(press, never)).toBe(false);
  });
  it('goes into the field where it writes a sign, wherever the focus is', () => {
    const key = (fields: Partial<KeyboardEvent>) =>
      writesSign({ key: 'a', ctrlKey: false, metaKey: false, altKey: false, ...fields } as KeyboardEvent);
    expect(key({})).toBe(true);
    expect(key({ key: '𠀀' })).toBe(true);
    expect(key({ ctrlKey: true })).toBe(false);
    expect(key({ key: 'Tab' })).toBe(false);
    expect(key({ key: ' ' })).toBe(false);
  });
  it('that read a number shows its last four signs only', () => {
    expect(tailOf('6217009900000001')).toBe('···· 0001');
    expect(tailOf('4455')).toBe('4455');
  });
});

describe('what stands for a name', () => {
  it.each([
    ['张伟', '张伟'],
    ['欧阳国强', '国强'],
    ['𠮷野', '𠮷野'],
    ['阿布都·热合曼', '阿布'],
    ['John Smith', 'JS'],
  ])('%s: %s', (name, initials) => expect(initialsOf(name)).toBe(initials));
});

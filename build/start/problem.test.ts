import { describe, expect, it } from 'vitest';
import { StartProblem, sentenceOf } from './problem.ts';

const withCode = (code: string, message = 'raw') => Object.assign(new Error(message), { code });

describe('what is said about an error', () => {
  it('is its own sentence when it was written for people', () => {
    expect(sentenceOf(new StartProblem('Port 1 is in use.'), '/data')).toEqual({
      sentence: 'Port 1 is in use.',
      explained: true,
    });
  });

  it.each(['ENOSPC', 'EDQUOT', '53100'])('is that the disk is full for %s, and where', (code) => {
    const { sentence, explained } = sentenceOf(withCode(code), '/data');
    expect(sentence).toContain('The disk is full');
    expect(sentence).toContain('/data');
    expect(explained).toBe(true);
  });

  it('looks behind an error for what caused it', () => {
    const error = new Error('could not write', { cause: withCode('ENOSPC') });
    expect(sentenceOf(error, '/data').sentence).toContain('The disk is full');
  });

  it('is one line for what nobody foresaw, never a stack', () => {
    const { sentence, explained } = sentenceOf(new Error('odd\n    at somewhere'), '/data');
    expect(sentence).toBe('Something unexpected happened: odd');
    expect(explained).toBe(false);
    expect(sentenceOf('thrown text', '/data').explained).toBe(false);
  });
});

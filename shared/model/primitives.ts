import { z } from 'zod';

/** Document ids are made by whoever enters the document (uuid v7 on clients) and never change. */
export const uuid = z.uuid();

/** A day in the bank's calendar, `YYYY-MM-DD`, without a zone: a maturity is a day, not a moment. */
export const businessDate = z.iso.date();

/** A moment, ISO 8601 in UTC with milliseconds at most, ending in `Z`. */
export const instant = z.iso.datetime();

/**
 * The number of what was done on a device, from 1 on, whoever did it. One that never comes shows that something was done
 * and did not arrive. Absent from clients of before there were numbers.
 */
export const deviceSequence = z.int().min(1);

export const currency = z.string().regex(/^[A-Z]{3}$/);

/** An amount in minor units (fen, haléř) with its ISO 4217 currency. Never a float. */
export const money = z.strictObject({ minor: z.int(), currency });
export type Money = z.infer<typeof money>;

/** One line of text: trimmed by the form, no control characters. */
export const line = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}]*$/u);

/** Several lines of text. */
export const prose = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}]*(?:[\n\t][^\p{Cc}]*)*$/u);

export const phone = z.string().regex(/^\+?[0-9][0-9 -]{4,22}[0-9]$/);

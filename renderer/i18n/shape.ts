/**
 * What a translation must look like: the keys of the Chinese texts, none more, none fewer. English alone has a
 * singular, so for each `…_other` it also has a `…_one`.
 */
export type TextsLike<T> = {
  readonly [K in keyof T]: T[K] extends string ? string : TextsLike<T[K]>;
} & {
  readonly [K in keyof T as K extends `${infer Stem}_other` ? `${Stem}_one` : never]: string;
};

import type { ModelText } from '#renderer/ui/use-model-text.ts';

type Word = (namespace: string, key: string) => string | undefined;

/** A field that was taken from a role or given back, `customers.mobile`, in words. */
export function takenField(text: string, word: Word, model: ModelText): string {
  const [collection = '', field = ''] = text.split('.');
  const where = word('model', `collection.${collection}`) ?? collection;
  return `${where} · ${model.field(collection, field)}`;
}

/**
 * A policy that was changed, `client_policy.roles.teller.idleLockMinutes` or `devices.approval`, in words: whose, and
 * which. One that no screen has a word for stays as it is.
 */
export function changedPolicy(text: string, word: Word): string {
  const { who, name } =
    /^(?:client_policy\.(?:roles\.)?(?<who>\w+)|devices)\.(?<name>.+)$/.exec(text)?.groups ?? {};
  if (name === undefined) return text;
  const named = word('settings', `policy.names.${name}`) ?? word('policy', `names.${name}`) ?? name;
  const whose =
    who === undefined ? word('policy', 'devices') : (word('model', `role.${who}`) ?? word('policy', who));
  return `${whose ?? who} · ${named}`;
}

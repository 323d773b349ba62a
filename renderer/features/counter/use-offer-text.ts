import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/ui/use-format.ts';
import { useProductNames } from '#renderer/ui/use-product-names.ts';
import type { Offer } from '#shared/domain/offer.ts';

export interface OfferText {
  /** The product, or what kind of thing where the shelf has none. */
  what: string;
  /** Its yearly rate; empty where it has none. */
  rate: string;
  /** The rule and its figures in one sentence. */
  because: string;
}

/** An offer in the language of the screen. */
export function useOfferText(): (offer: Offer) => OfferText {
  const { t } = useTranslation('counter');
  const format = useFormat();
  const productName = useProductNames();
  return ({ rule, productId, because }) => {
    const { amount, on, count = 0, rateBasisPoints } = because;
    const sentence = rule === 'salary' && amount === undefined ? 'salaryTag' : rule;
    const product = productId === undefined ? '' : productName({ productId });
    return {
      what: product === '' ? t(`offer.what.${rule}`) : product,
      rate: rateBasisPoints === undefined ? '' : format.percent(rateBasisPoints),
      because: t(`offer.because.${sentence}`, {
        count,
        amount: amount === undefined ? '' : format.money(amount),
        date: on === undefined ? '' : format.date(on),
        product: productName({ productId: because.productId, productName: because.productName }),
      }),
    };
  };
}

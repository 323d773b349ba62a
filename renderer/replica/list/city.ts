const directlyGoverned = /^(?:北京|上海|天津|重庆)/u;
const city =
  /^(?:[\p{Script=Han}]{2,8}?(?:省|自治区|特别行政区))?([\p{Script=Han}]{2,6}?(?:市|自治州|地区|盟))/u;

/** The town that an address of mainland China begins with; `undefined` where it names none. */
export function cityOf(address: string): string | undefined {
  const text = address.trim();
  const governed = directlyGoverned.exec(text)?.[0];
  return governed === undefined ? city.exec(text)?.[1] : `${governed}市`;
}

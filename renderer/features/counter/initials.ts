/**
 * What stands for a name where there is no picture: the given name of a Chinese person, the first letters of others.
 * By whole characters, so that a rare one is not cut in two.
 */
export function initialsOf(name: string): string {
  const parts = name.split(/[\s·•‧・]+/u).filter((part) => part !== '');
  const characters = [...(parts[0] ?? '')];
  if (/^\p{Script=Han}/u.test(name))
    return (parts.length > 1 ? characters : characters.slice(-2)).slice(0, 2).join('');
  return parts
    .slice(0, 2)
    .map((part) => [...part][0] ?? '')
    .join('')
    .toUpperCase();
}

import type { Random } from '#shared/domain/random.ts';

/** The data are anonymous: these names are invented, by what a Czech of that sex and year may be called. */
const firstNames = {
  female: {
    older: 'Marie Anna Jaroslava Věra Zdeňka Jiřina Ludmila Božena Vlasta Helena Květoslava Libuše'.split(
      ' ',
    ),
    younger: 'Jana Eva Hana Lenka Kateřina Petra Lucie Veronika Martina Michaela Tereza Alena'.split(' '),
  },
  male: {
    older:
      'Josef Jan František Václav Karel Miroslav Jaroslav Stanislav Antonín Zdeněk Ladislav Oldřich'.split(
        ' ',
      ),
    younger: 'Petr Pavel Tomáš Martin Jiří Lukáš Michal David Jakub Ondřej Roman Aleš'.split(' '),
  },
} as const;

/** Men's and women's form of a surname. */
const surnames = (
  'Novák/Nováková Svoboda/Svobodová Novotný/Novotná Dvořák/Dvořáková Černý/Černá Procházka/Procházková ' +
  'Kučera/Kučerová Veselý/Veselá Krejčí/Krejčí Horák/Horáková Němec/Němcová Pokorný/Pokorná Marek/Marková ' +
  'Pospíšil/Pospíšilová Hájek/Hájková Jelínek/Jelínková Král/Králová Růžička/Růžičková Beneš/Benešová ' +
  'Fiala/Fialová Sedláček/Sedláčková Doležal/Doležalová Zeman/Zemanová Kolář/Kolářová Navrátil/Navrátilová ' +
  'Čermák/Čermáková Vaněk/Vaňková Urban/Urbanová Blažek/Blažková Kříž/Křížová Kovář/Kovářová Bartoš/Bartošová ' +
  'Vlček/Vlčková Musil/Musilová Šimek/Šimková Konečný/Konečná Malý/Malá Holub/Holubová Štěpánek/Štěpánková ' +
  'Kadlec/Kadlecová Dostál/Dostálová Soukup/Soukupová Šťastný/Šťastná Mareš/Marešová Moravec/Moravcová ' +
  'Sýkora/Sýkorová Tichý/Tichá Valenta/Valentová Vávra/Vávrová Matoušek/Matoušková Říha/Říhová'
)
  .split(' ')
  .map((pair) => pair.split('/') as [string, string]);

export function inventCzechName(random: Random, sex: 'female' | 'male', bornIn: number): string {
  const [male, female] = random.pick(surnames);
  const first = random.pick(firstNames[sex][bornIn < 1950 ? 'older' : 'younger']);
  return `${first} ${sex === 'female' ? female : male}`;
}

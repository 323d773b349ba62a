import { useMatch, useNavigate } from 'react-router';
import { sectionsOf } from '#renderer/features/admin/public.tsx';
import { type Language, languages } from '#renderer/i18n/resources.ts';
import { changeLanguage, isLanguageForced } from '#renderer/i18n/setup.ts';
import { useLanguage } from '#renderer/i18n/use-language.ts';
import type { Action, Wording } from '#renderer/ui/actions.ts';
import { contrasts, useAppearance } from '#renderer/ui/appearance.ts';
import { useUser } from '#renderer/ui/replica-context.tsx';
import { useActions } from '#renderer/ui/use-actions.ts';
import { abilityOf } from '#shared/access/ability.ts';
import type { HostInfo, MenuCommand } from '#shared/ipc/desktop-api.ts';
import { runCommand } from './commands.ts';
import { useHost } from './host-context.tsx';
import { type NavItem, navItemsOf } from './nav-items.ts';
import { useSession } from './session-context.tsx';
import { shortcuts } from './shortcuts.ts';

/** Screens whose keys are those of a command of the menu. */
const commandOfScreen: Partial<Record<NavItem['text'], MenuCommand>> = {
  today: 'go-today',
  customers: 'go-customers',
  inbox: 'go-inbox',
  settings: 'go-settings',
};

/** All that can be done wherever one is: the palette offers it, the sheet tells its keys, the keys do it. */
export function useFrameActions(): void {
  const { host } = useHost().info;
  const user = useUser();
  const { lock } = useSession();
  const navigate = useNavigate();
  const onFile = useMatch('/customers/:customerId/*') !== null;
  const hasCustomers = abilityOf(user.role).can('read', 'customers');

  useActions(
    [
      ...navItemsOf(user.role).map(({ to, text }) => goTo(to, text, host, () => void navigate(to))),
      ...sectionsOf(user.role).map((section): Action => {
        return {
          id: `go-admin-${section}`,
          group: 'go',
          label: (words) => words.commands.go.admin.replace('{{section}}', words.admin.section[section]),
          run: () => void navigate(`/administration/${section}`),
        };
      }),
      ...(hasCustomers ? customerActions(host, onFile) : []),
      { ...command('find-customer', host, 'go', (words) => words.commands.find), keysOnly: true },
      command(
        'show-unsent',
        host,
        'work',
        ({ commands }) => commands.unsent,
        ({ commands }) => commands.keywords.unsent,
      ),
      command(
        'sync-now',
        host,
        'work',
        ({ app }) => app.action.syncNow,
        ({ commands }) => commands.keywords.sync,
      ),
      command(
        'lock',
        host,
        'session',
        ({ app }) => app.action.lock,
        ({ commands }) => commands.keywords.lock,
      ),
      {
        id: 'switch-user',
        group: 'session',
        label: ({ app }) => app.action.switchUser,
        keywords: ({ commands }) => commands.keywords.switchUser,
        run: () => lock('switch'),
      },
      command(
        'sign-out',
        host,
        'session',
        ({ app }) => app.action.signOut,
        ({ commands }) => commands.keywords.signOut,
      ),
      command(
        'show-help',
        host,
        'help',
        ({ commands }) => commands.help,
        ({ commands }) => commands.keywords.help,
      ),
      command(
        'show-shortcuts',
        host,
        'help',
        ({ commands }) => commands.sheet,
        ({ commands }) => commands.keywords.sheet,
      ),
      ...useAppearanceActions(),
    ],
    'frame',
  );
}

function goTo(to: string, text: NavItem['text'], host: HostInfo['host'], go: () => void): Action {
  const known = commandOfScreen[text];
  const label: Wording = (words) => words.app.nav[text];
  const keywords: Wording = (words) =>
    text in words.commands.keywords
      ? words.commands.keywords[text as keyof typeof words.commands.keywords]
      : '';
  if (known !== undefined) return command(known, host, 'go', label, keywords);
  return { id: `go ${to}`, group: 'go', label, keywords, run: go };
}

function customerActions(host: HostInfo['host'], onFile: boolean): Action[] {
  return [
    command(
      'add-contact-log',
      host,
      'add',
      ({ customers }) => customers.contact.add,
      ({ commands }) => commands.keywords.contact,
    ),
    command(
      'add-task',
      host,
      'add',
      ({ customers }) => customers.task.add,
      ({ commands }) => commands.keywords.task,
    ),
    {
      ...command(
        'print',
        host,
        'customer',
        ({ commands }) => commands.print,
        ({ commands }) => commands.keywords.print,
      ),
      enabled: onFile,
    },
  ];
}

/** A command of the menu: whoever is in front carries it out. */
function command(
  id: MenuCommand,
  host: HostInfo['host'],
  group: Action['group'],
  label: Wording,
  keywords?: Wording,
): Action {
  const keys = shortcuts[id];
  return {
    id,
    group,
    label,
    shortcut: keys.browser,
    shown: keys[host],
    run: () => runCommand(id),
    ...(keywords === undefined ? {} : { keywords }),
  };
}

function useAppearanceActions(): Action[] {
  const language = useLanguage();
  const { theme, contrast, themes, setTheme, setContrast } = useAppearance();
  return [
    ...themes
      .filter((value) => value !== theme)
      .map((value): Action => {
        return {
          id: `theme-${value}`,
          group: 'view',
          label: (words) => words.commands.theme[value],
          keywords: (words) => words.commands.keywords.theme,
          run: () => setTheme(value),
        };
      }),
    ...contrasts
      .filter((value) => value !== contrast)
      .map((value): Action => {
        return {
          id: `contrast-${value}`,
          group: 'view',
          label: (words) => words.commands.contrast[value],
          keywords: (words) => words.commands.keywords.contrast,
          run: () => setContrast(value),
        };
      }),
    ...languages
      .filter((value) => value !== language && !isLanguageForced())
      .map((value: Language): Action => {
        return {
          id: `language-${value}`,
          group: 'view',
          label: (words) => words.commands.language[value],
          keywords: (words) => words.commands.keywords.language,
          run: () => void changeLanguage(value),
        };
      }),
  ];
}

import type { TextsLike } from '../shape.ts';
import type { today as chinese } from '../zh-CN/today.ts';

export const today = {
  title: 'Today',
  agenda: {
    title: 'Agenda',
    show: 'Show',
    all: 'All',
    tasks: 'Tasks',
    visits: 'Visits',
    reminders: 'Reminders',
    overdue: 'Overdue',
    today: 'Today',
    tomorrow: 'Tomorrow',
    week: 'Next 7 days',
    later: 'Later',
    keys: '↑↓ choose · Space or D done · S another day or later · T reminder to task · X cancel task · Enter open customer · Ctrl+Z undo',
    empty: 'Nothing to do',
    emptyFilter: 'None of these',
    emptyHint: 'Open a customer and press {{key}} to add a task.',
    limited: 'Of the tasks and of each kind of reminder only the first {{limit}} are shown.',
  },
  contacts: {
    title: 'My recent contacts',
    empty: 'No contacts in the last two weeks',
    emptyHint: 'Open a customer and press {{key}} to log one.',
  },
  sync: {
    title: 'Sync',
    connection: 'Connection',
    last: 'Last sync',
    unsent: 'Unsent',
    attention: 'To look at',
    none: 'None',
    show: 'Show',
  },
} as const satisfies TextsLike<typeof chinese>;

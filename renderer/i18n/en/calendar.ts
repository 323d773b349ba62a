import type { TextsLike } from '../shape.ts';
import type { calendar as chinese } from '../zh-CN/calendar.ts';

export const calendar = {
  title: 'Calendar',
  view: { label: 'View', day: 'Day', week: 'Week', month: 'Month' },
  before: { day: 'Day before', week: 'Week before', month: 'Month before' },
  after: { day: 'Day after', week: 'Week after', month: 'Month after' },
  today: 'Today',
  add: 'Add task',
  undo: 'Undo the last step',
  allDay: 'All day',
  more_one: '{{count}} more',
  more_other: '{{count}} more',
  ahead: 'Comes again: {{title}}',
  keys: 'D day · W week · M month · T today · arrows, PageUp, PageDown move · Enter new or open · Space pick up a task · C complete · X cancel',
  keysCarrying: 'Arrows move · Shift+↑↓ change the length · Space put down · Esc put back',
  limited: 'not all tasks are shown',
  carry: {
    pickedUp: '“{{title}}” picked up. Arrows move it, Space puts it down, Esc puts it back.',
    putDown: '“{{title}}” put down on {{where}}',
    givenUp: '“{{title}}” is back where it was',
  },
  task: {
    when: 'When',
    customer: 'Customer',
    every: 'every {{every}} × {{unit}}',
    complete: 'Complete',
    move: 'Another day',
    cancel: 'Cancel the task',
    search: 'Name, pinyin, customer number or phone tail',
    nobody: 'No such customer on this device',
  },
} as const satisfies TextsLike<typeof chinese>;

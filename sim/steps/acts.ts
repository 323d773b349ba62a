import * as bank from './bank-steps.ts';
import * as device from './device-steps.ts';
import { edit } from './edit-steps.ts';
import * as network from './network-steps.ts';
import type { StepKind } from './plan.ts';
import { race } from './race-steps.ts';
import type { Act } from './step.ts';

/** What each kind of step does. */
export const acts: Record<StepKind, Act> = {
  sync: network.sync,
  syncLater: network.syncLater,
  network: network.network,
  race,
  echo: network.echo,
  cutLine: network.cutLine,
  edit,
  stamp: bank.stamp,
  stamperDies: bank.stamperDies,
  reassign: bank.reassign,
  changeBranch: bank.changeBranch,
  cover: bank.cover,
  coverPortfolio: bank.coverPortfolio,
  endCover: bank.endCover,
  pass: bank.pass,
  importEdit: bank.importEdit,
  newFile: bank.newFile,
  moveChild: bank.moveChild,
  deleteChild: bank.deleteChild,
  slowWriter: bank.slowWriter,
  changeRole: bank.changeRole,
  moveUser: bank.moveUser,
  disable: bank.disable,
  pruneFeed: bank.pruneFeed,
  nodeDies: bank.nodeDies,
  backUp: bank.backUp,
  restoreDatabase: bank.restoreDatabase,
  kill: device.kill,
  killAt: device.killAt,
  switchUser: device.switchUser,
  signOut: device.signOut,
  contact: device.contact,
  lock: device.lock,
  clockJump: device.clockJump,
  rest: device.rest,
  keep: device.keep,
  putBackReplica: device.putBackReplica,
  putBackMachine: device.putBackMachine,
  loseReplica: device.loseReplica,
  loseKeys: device.loseKeys,
  wipe: device.wipe,
};

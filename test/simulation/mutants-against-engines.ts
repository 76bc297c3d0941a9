import type { Mutant } from './mutant.ts'

/** Bugs in what on-call engines hear: somebody is called for nothing, or nobody is. */
export const mutantsAgainstEngines: readonly Mutant[] = [
  {
    name: 'an engine does not hear that an officer has a report',
    file: 'shared/workflow/say-answered.ts',
    from: "'report.acknowledged': 'acknowledge',",
    to: '',
  },
  {
    name: 'an engine does not hear that a report went to another desk',
    file: 'shared/workflow/say-answered.ts',
    from: "'report.rerouted': 'resolve',",
    to: '',
  },
  {
    name: 'an alert that an officer acknowledged is not opened anew',
    file: 'functions/deliver/message.ts',
    from: 'report.handledAt !== undefined || report.alerting.rung > 1',
    to: 'report.alerting.rung > 1',
  },
  {
    name: 'an alert that somebody took at its engine is not opened anew by the next rung',
    file: 'functions/deliver/message.ts',
    from: ' || report.alerting.rung > 1',
    to: '',
  },
  {
    name: 'an acknowledgement that comes late silences a newer alert',
    file: 'functions/deliver/engine-events.ts',
    from: "return report.state !== 'acknowledged' || (report.alerting.queued?.at ?? '') > report.acknowledgedAt",
    to: 'return false',
  },
  {
    name: 'an alert that is to be opened anew is closed only',
    file: 'shared/adapters/https-channels.ts',
    from: "return closed === 'accepted' ? channel.send({ ...message, trigger: { dedupKey, action: 'trigger' } }) : closed",
    to: 'return closed',
  },
]

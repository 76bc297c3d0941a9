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
    name: 'the next rung joins the alert that somebody took at its engine',
    file: 'shared/domain/next-alert.ts',
    from: 'newAlert(report, { kind, rung: report.alerting.rung + 1 })',
    to: 'onSameRung(report.alerting, { kind, rung: report.alerting.rung + 1 })',
  },
  {
    name: 'an engine keeps the earlier alerts of a report open',
    file: 'shared/adapters/https-channels.ts',
    from: "sent === 'accepted' ? endedKeys : []",
    to: '[]',
  },
]

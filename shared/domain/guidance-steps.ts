import type { AdviceLine } from './guidance-line.ts'

/** What a person can do, in the order in which they need it: safety, then money, evidence and contact. */
export const steps: readonly AdviceLine[] = [
  {
    id: 'immediate-danger',
    text: 'If you are in danger right now, or have thoughts of self-harm that you may act on, call 999.',
    for: {},
    hours: 'always',
    source: 'NCA alert 2024-04-29; wiltshire.police.uk, sextortion',
    seenOn: '2026-11-24',
    phone: '999',
  },
  {
    id: 'bsl-999',
    text: 'If you use BSL: in an emergency, call 999 in sign language at 999bsl.co.uk or in its app. It is free.',
    for: {},
    hours: 'always',
    source: 'Ofcom 2023-03-31',
    seenOn: '2023-03-31',
    url: 'https://999bsl.co.uk',
  },
  {
    id: 'textphone',
    text: 'If you are deaf or find it hard to speak, you can use a textphone: 18000 in an emergency, 18001 101 at other times.',
    for: {},
    hours: 'always',
    source:
      'West Yorkshire Police, deaf and hard of hearing; contactcambspolice.uk, accessible contact; ' +
      'for Scotland withscotland.org 2013-11-28',
    seenOn: '2013-11-28',
  },
  {
    id: 'call-101',
    text: 'If it is not an emergency and you want to speak to the police, call 101.',
    for: {},
    hours: 'always',
    source: 'NCA alert 2024-04-29; wiltshire.police.uk, sextortion',
    seenOn: '2026-11-24',
    phone: '101',
  },
  {
    id: 'not-to-blame',
    text: 'You are not to blame. The police treat this as serious and in confidence, and you will be supported.',
    for: {},
    hours: 'no-service',
    source:
      'Deputy Chief Constable, Police Scotland, in The Scotsman 2016-12-14; Police Scotland, reported by Central FM',
    seenOn: '2026-11-24',
  },
  {
    id: 'do-not-pay',
    text: 'Do not pay. Many people who pay are asked again. If you have already paid, do not pay again, and tell your bank.',
    for: { paid: ['no', 'unknown'] },
    hours: 'no-service',
    source: 'Police Scotland (Central FM; Scottish Government Parent Club); NCA alert 2024-04-29',
    seenOn: '2026-11-24',
  },
  {
    id: 'do-not-pay-again',
    text: 'Do not pay again. Many people who pay are asked again. Tell your bank what happened.',
    for: { paid: ['yes', 'partly', 'asked-again'] },
    hours: 'no-service',
    source: 'Police Scotland (Central FM; Scottish Government Parent Club); NCA alert 2024-04-29',
    seenOn: '2026-11-24',
  },
  {
    id: 'money-sent',
    text: 'If you sent money in the last 24 hours, call 101 at once. You reach your bank on 159, or on the number on your card.',
    for: { paid: ['yes', 'partly', 'asked-again', 'unknown'] },
    hours: 'always',
    source: 'citizensadvice.org.uk/scotland; stopthinkfraud.campaign.gov.uk',
    seenOn: '2026-11-27',
    phone: '159',
  },
  {
    id: 'keep-evidence',
    text:
      'Keep the messages, their times and any payment details. Note the profile address and account ID, not only the name shown. ' +
      'Take screenshots only where you are comfortable. Deactivate an account, do not delete it.',
    for: {},
    hours: 'no-service',
    source:
      'NCA alert 2024-04-29; Police Scotland (Central FM); Queen Margaret University; revengepornhelpline.org.uk/faq',
    seenOn: '2026-11-24',
  },
  {
    id: 'stop-contact',
    text: 'When you have saved what they sent, stop all contact with the person who threatens you, and block them.',
    for: {},
    hours: 'no-service',
    source: 'NCA alert 2024-04-29; revengepornhelpline.org.uk/faq',
    seenOn: '2026-11-24',
  },
  {
    id: 'instagram',
    text: 'On Instagram, you can report the person and block them. Call the police too.',
    for: { platform: 'instagram' },
    hours: 'no-service',
    source: 'help.instagram.com/616583228400289',
    seenOn: '2026-11-27',
    url: 'https://help.instagram.com/616583228400289',
  },
  {
    id: 'discord',
    text: 'On Discord, you can report in the app. If you have no account, you can report with the form on its safety pages.',
    for: { platform: 'discord' },
    hours: 'no-service',
    source: 'discord.com/safety',
    seenOn: '2026-11-27',
    url: 'https://discord.com/safety',
  },
]

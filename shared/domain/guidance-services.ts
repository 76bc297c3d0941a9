import { mayBe16OrOver, mayBeAdult, mayBeUnder18, mayBeUnder19 } from './guidance-ages.ts'
import type { AdviceLine } from './guidance-line.ts'

/** Services of Scotland are not named to a person who is outside it. */
const mayBeInScotland = ['division', 'unknown'] as const

/**
 * Whom to talk to: those for the young, those for everyone, those for adults, and those for what only some are in.
 * Decision 26 says why a number is shown although the hours that were seen with it are not.
 */
export const services: readonly AdviceLine[] = [
  {
    id: 'childline',
    text: 'Childline is for everyone under 19, and it is free. Chat one to one at childline.org.uk, or call 0800 1111.',
    for: { now: mayBeUnder19 },
    hours: 'always',
    source: 'childline.org.uk, about; NSPCC in nen.press 2024 and 2025-01',
    seenOn: '2026-11-27',
    url: 'https://www.childline.org.uk',
    phone: '0800 1111',
  },
  {
    id: 'trusted-adult',
    text: 'You do not have to face this alone. A parent, carer, guidance teacher, social worker or other adult you trust can help.',
    for: { now: mayBeUnder18 },
    hours: 'no-service',
    source: 'The Scotsman 2016-12-14',
    seenOn: '2026-11-24',
  },
  {
    id: 'ceop',
    text:
      'If you are under 18, or report for someone who is, you can tell the CEOP Safety Centre too. An adviser reads every report ' +
      'and helps to make a plan. It takes no anonymous reports, and none about a fake or hacked account alone.',
    for: { now: mayBeUnder18 },
    hours: 'always',
    source: 'The Scotsman 2016-12-14; ceop.police.uk, what happens; ceopeducation.co.uk',
    seenOn: '2026-11-24',
    url: 'https://www.ceop.police.uk',
  },
  {
    id: 'nspcc',
    text: 'If you are an adult worried about a child and want to talk to someone, call the NSPCC on 0808 800 5000.',
    for: { now: mayBeUnder18, forSomeoneElse: true },
    hours: 'not-known',
    source: 'ceopeducation.co.uk',
    seenOn: '2026-11-24',
    phone: '0808 800 5000',
  },
  {
    id: 'samaritans',
    text: 'Samaritans listen to everyone, day and night. Call 116 123. It is free.',
    for: {},
    hours: 'always',
    source: 'samaritans.org, contact; tfn.scot 2022',
    seenOn: '2026-11-27',
    phone: '116 123',
  },
  {
    id: 'shout',
    text: 'If you would rather text than talk: text SHOUT to 85258, day and night.',
    for: {},
    hours: 'always',
    source: 'giveusashout.org, FAQ 2024-11-04',
    seenOn: '2024-11-04',
  },
  {
    id: 'nhs-24',
    text: 'In Scotland, the mental health hub of NHS 24 is on 111, day and night.',
    for: { place: mayBeInScotland },
    hours: 'always',
    source: 'NHS 24, quoted by nen.press 2021-09',
    seenOn: '2021-09-01',
    phone: '111',
  },
  {
    id: 'breathing-space',
    text:
      'Breathing Space listens to people of 16 or over in Scotland. Call 0800 83 85 87. It is free. ' +
      'Monday to Thursday, 18:00 to 02:00; Friday 18:00 to Monday 06:00.',
    for: { now: mayBe16OrOver, place: mayBeInScotland },
    hours: {
      spans: [
        { from: 'Monday', to: 'Thursday', opens: '18:00', closes: '02:00' },
        { from: 'Friday', to: 'Monday', opens: '18:00', closes: '06:00', throughout: true },
      ],
    },
    source: 'breathingspace.scot 2022',
    seenOn: '2022-01-01',
    phone: '0800 83 85 87',
  },
  {
    id: 'revenge-porn-helpline',
    text:
      'If you are 18 or over, you can call the Revenge Porn Helpline on 0345 6000 459. ' +
      'Monday to Friday, 10:00 to 16:00, not on bank holidays.',
    for: { now: mayBeAdult },
    hours: {
      spans: [{ from: 'Monday', to: 'Friday', opens: '10:00', closes: '16:00' }],
      notOnBankHolidays: true,
    },
    source: 'revengepornhelpline.org.uk, FAQ and "Because you can report it"',
    seenOn: '2026-11-27',
    url: 'https://revengepornhelpline.org.uk',
    phone: '0345 6000 459',
  },
  {
    id: 'victim-support-scotland',
    text:
      'Victim Support Scotland is free: call 0800 160 1985. You need no police report. ' +
      'The police cannot put you in touch by themselves.',
    for: { place: mayBeInScotland },
    hours: 'not-known',
    source: 'victimsupport.scot 2019 and 2021; martinwhitfieldmsp.com 2024-02-19',
    seenOn: '2024-02-19',
    phone: '0800 160 1985',
  },
  {
    id: 'domestic-abuse',
    text:
      "If a partner or ex-partner threatens you: Scotland's Domestic Abuse and Forced Marriage Helpline is open day and night. " +
      'Call 0800 027 1234, or text or WhatsApp 07401 288595.',
    for: { place: mayBeInScotland },
    hours: 'always',
    source: 'Scottish Housing News; sdafmh.org.uk, by STV; safer.scot',
    seenOn: '2026-11-27',
    url: 'https://sdafmh.org.uk',
    phone: '0800 027 1234',
  },
  {
    id: 'galop',
    text: 'If you are LGBT+, Galop supports people who face abuse. Call 0800 999 5428.',
    for: {},
    hours: 'not-known',
    source: 'hellorayo.co.uk 2023-02-02; galop.org.uk, history',
    seenOn: '2023-02-02',
    phone: '0800 999 5428',
  },
  {
    id: 'report-fraud',
    text: 'In England, Wales and Northern Ireland, Report Fraud takes reports of fraud and cyber crime. Call 0300 123 2040.',
    for: { place: ['outside-scotland'] },
    hours: 'not-known',
    source: 'City of London Police, by wired-gov.net 2025-12-04',
    seenOn: '2025-12-04',
    phone: '0300 123 2040',
  },
]

/** One piece of advice to the person, with where it was seen and when it was last read against that. */
export interface Advice {
  readonly id: string
  /** Plain English, to the person; at most 240 characters. */
  readonly text: string
  readonly source: string
  /** ISO 8601 date. */
  readonly reviewedOn: string
  readonly url?: string
  readonly phone?: string
}

/** Whether money was paid, as the reporter answered. */
export type Paid = 'no' | 'yes' | 'partly' | 'asked-again' | 'unknown'

/** Whether images were shared already, as the reporter answered. */
export type Shared = 'no' | 'yes' | 'unsure' | 'unknown'

/** Which side of 18 an age is on. */
export type Side = 'under-18' | '18-or-over' | 'unknown'

/** Whom an advice is for: every condition given must hold; none given means everyone. */
export interface AdviceFor {
  readonly now?: readonly Side[]
  /** The age that the images show; a person under 18 now has none of 18 or over. */
  readonly inImages?: readonly Side[]
  readonly paid?: readonly Paid[]
  readonly shared?: readonly Shared[]
  /** A person who reports for someone else. */
  readonly forSomeoneElse?: true
}

const reviewedOn = '2026-11-24'

/**
 * The advice, in the order in which a person needs it: safety, money and contact, evidence, images, and whom to talk to. Facts come
 * from the sources named and nowhere else. Left out: textphone 18001 101, whose source (withscotland.org, 2013) is to be reviewed
 * before use, and every helpline whose own page was not read.
 */
export const adviceList: ReadonlyArray<{ readonly advice: Advice; readonly for: AdviceFor }> = [
  {
    advice: {
      id: 'immediate-danger',
      text: 'If you are in danger right now, or have thoughts of self-harm that you may act on, call 999.',
      source: 'NCA alert 2024-04-29; wiltshire.police.uk, sextortion',
      reviewedOn,
      phone: '999',
    },
    for: {},
  },
  {
    advice: {
      id: 'call-101',
      text: 'If it is not an emergency and you want to speak to the police, call 101.',
      source: 'NCA alert 2024-04-29; wiltshire.police.uk, sextortion',
      reviewedOn,
      phone: '101',
    },
    for: {},
  },
  {
    advice: {
      id: 'not-to-blame',
      text: 'You are not to blame. The police treat this as serious and in confidence, and you will be supported.',
      source:
        'Deputy Chief Constable, Police Scotland, in The Scotsman, 2016-12-14; Police Scotland, reported by Central FM',
      reviewedOn,
    },
    for: {},
  },
  {
    advice: {
      id: 'do-not-pay',
      text: 'Do not pay. Many people who pay are asked again. If you have already paid, do not pay again, and tell your bank.',
      source: 'Police Scotland (Central FM; Scottish Government Parent Club); NCA alert 2024-04-29',
      reviewedOn,
    },
    for: { paid: ['no', 'unknown'] },
  },
  {
    advice: {
      id: 'do-not-pay-again',
      text: 'Do not pay again. Many people who pay are asked again. Tell your bank what happened.',
      source: 'Police Scotland (Central FM; Scottish Government Parent Club); NCA alert 2024-04-29',
      reviewedOn,
    },
    for: { paid: ['yes', 'partly', 'asked-again'] },
  },
  {
    advice: {
      id: 'stop-contact',
      text: 'Stop all contact with the person who is threatening you, and block them.',
      source: 'NCA alert 2024-04-29',
      reviewedOn,
    },
    for: {},
  },
  {
    advice: {
      id: 'keep-evidence',
      text:
        'Keep what you have: messages, names, numbers, bank details and links. Take screenshots only where you are comfortable. ' +
        'Deactivate an account rather than delete it.',
      source: 'NCA alert 2024-04-29; Police Scotland (Central FM); neighbourhoodmatters.co.uk',
      reviewedOn,
    },
    for: {},
  },
  {
    advice: {
      id: 'report-remove',
      text:
        'Report Remove, from Childline and the Internet Watch Foundation, can take down images of someone under 18. ' +
        'It does not need a real name.',
      source: 'childline.org.uk, Report Remove; iwf.org.uk',
      reviewedOn,
      url: 'https://www.childline.org.uk',
    },
    for: { now: ['under-18', 'unknown'], inImages: ['under-18', 'unknown'], shared: ['no', 'unknown'] },
  },
  {
    advice: {
      id: 'report-remove-shared',
      text:
        'If images were shared: Report Remove, from Childline and the Internet Watch Foundation, can take down images of someone under 18. ' +
        'It does not need a real name.',
      source: 'childline.org.uk, Report Remove; iwf.org.uk',
      reviewedOn,
      url: 'https://www.childline.org.uk',
    },
    for: { now: ['under-18', 'unknown'], inImages: ['under-18', 'unknown'], shared: ['yes', 'unsure'] },
  },
  {
    advice: {
      id: 'take-it-down',
      text: 'If the images were made when you were under 18, you can use Take It Down (NCMEC), even if you are older now.',
      source: 'stopncii.org/faq',
      reviewedOn,
    },
    for: { inImages: ['under-18', 'unknown'] },
  },
  {
    advice: {
      id: 'stop-ncii',
      text:
        'If the images were made when you were 18 or over, StopNCII.org makes a fingerprint of an image on your own device, ' +
        'so that platforms can block it. The image itself is not sent.',
      source: 'stopncii.org/faq',
      reviewedOn,
      url: 'https://stopncii.org',
    },
    for: { inImages: ['18-or-over', 'unknown'] },
  },
  {
    advice: {
      id: 'ceop',
      text:
        'If you are under 18, or report for someone who is, you can also tell the CEOP Safety Centre. An adviser reads every report ' +
        'and helps to make a plan. It takes no anonymous reports.',
      source: 'The Scotsman, 2016-12-14; ceopeducation.co.uk; ceop.police.uk, what happens',
      reviewedOn,
      url: 'https://www.ceop.police.uk',
    },
    for: { now: ['under-18', 'unknown'] },
  },
  {
    advice: {
      id: 'trusted-adult',
      text: 'You do not have to face this alone. A parent, carer, guidance teacher, social worker or other adult you trust can help.',
      source: 'The Scotsman, 2016-12-14',
      reviewedOn,
    },
    for: { now: ['under-18', 'unknown'] },
  },
  {
    advice: {
      id: 'nspcc',
      text: 'If you are an adult worried about a child and want to talk to someone first, call the NSPCC on 0808 800 5000.',
      source: 'ceopeducation.co.uk',
      reviewedOn,
      phone: '0808 800 5000',
    },
    for: { now: ['under-18', 'unknown'], forSomeoneElse: true },
  },
  {
    advice: {
      id: 'revenge-porn-helpline',
      text: 'If you are 18 or over, you can call the Revenge Porn Helpline on 0345 6000 459.',
      source: 'revengepornhelpline.org.uk/faq',
      reviewedOn,
      url: 'https://revengepornhelpline.org.uk',
      phone: '0345 6000 459',
    },
    for: { now: ['18-or-over', 'unknown'], inImages: ['18-or-over', 'unknown'] },
  },
]

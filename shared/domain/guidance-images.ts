import { mayBeAdult, mayBeUnder18 } from './guidance-ages.ts'
import type { AdviceLine } from './guidance-line.ts'

/** Report Remove takes reports from people under 18 only (ceopeducation.co.uk, reporting nude images). */
const reportRemove = {
  hours: 'always',
  source: 'childline.org.uk, Report Remove; iwf.org.uk 2024-03-18; ceopeducation.co.uk, reporting nude images',
  seenOn: '2026-11-24',
  url: 'https://www.childline.org.uk',
} as const

/** How images can be blocked or taken down, by the age that they show. */
export const imageLines: readonly AdviceLine[] = [
  {
    ...reportRemove,
    id: 'report-remove',
    text:
      'Report Remove is for people under 18. It is run by Childline and the Internet Watch Foundation. ' +
      'It can block an image before it is shared, and it can take an image down.',
    for: { now: mayBeUnder18, inImages: mayBeUnder18, shared: ['no', 'unknown'] },
  },
  {
    ...reportRemove,
    id: 'report-remove-shared',
    text:
      'If images were shared: Report Remove is for people under 18. It is run by Childline and the Internet Watch Foundation. ' +
      'It can take an image down, and it can block others before they are shared.',
    for: { now: mayBeUnder18, inImages: mayBeUnder18, shared: ['yes', 'unsure'] },
  },
  {
    id: 'take-it-down',
    text:
      'If the images were made when you were under 18, you can use Take It Down (NCMEC), even if you are older now. ' +
      'It works at companies that take part, but not inside encrypted chats.',
    for: { inImages: mayBeUnder18 },
    hours: 'always',
    source: 'stopncii.org/faq; NCMEC 2023-02-27; takeitdown.ncmec.org/faq',
    seenOn: '2026-11-24',
    url: 'https://takeitdown.ncmec.org',
  },
  {
    id: 'stop-ncii',
    text:
      'If the images were made when you were 18 or over, StopNCII.org makes a fingerprint of them on your own device. ' +
      'The images are not sent. Companies that take part can block them. In May 2026 no chat app was named.',
    for: { inImages: mayBeAdult },
    hours: 'always',
    source: 'stopncii.org/faq; itmagazine 2026-05-19',
    seenOn: '2026-05-19',
    url: 'https://stopncii.org',
  },
]

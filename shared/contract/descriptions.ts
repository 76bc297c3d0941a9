/** What each part of a submission is, in plain words, by its place in the schema; what is an officer's begins with the schema's name. */
export const descriptions: Readonly<Record<string, string>> = {
  reporter: 'Who is reporting.',
  age: 'How old the person in the images is now, and was in the images. Ask both: they decide who reads the report.',
  'age.now': 'Age now. Left out counts as unknown, and unknown counts as under 18.',
  'age.inImages':
    'Age when the images were made. An answer of unknown counts as under 18, whatever the age now. Left out means that nobody asked: the age now decides.',
  'age.dateOfBirth': 'Instead of age.now.',
  location: 'Where the person is. Any one of these is enough, and none is needed.',
  'location.postcode':
    'In full, its sector or its district, in any case, with or without a space; in full also inside an address. A wrong one is kept and counts as unknown.',
  'location.council': 'GSS code (S12…) or name of a Scottish council. It decides between the divisions of a district.',
  'location.country': 'Name or ISO code. It decides in a district on both sides of the border.',
  'location.unknown': 'The person does not want to say, or does not know.',
  danger: 'Whether somebody must act at once.',
  platforms: 'Where it began and where it moved to.',
  offender: 'What is known of who does this.',
  timeline: 'When it happened. Instants with their offset, or days.',
  demand: 'What is asked for, and by when. Amounts in the minor unit of the currency (pence).',
  payment: 'What was paid, if anything, and how.',
  threat: 'Who is said to be sent the images.',
  images: 'What is known of the images. Never the images themselves.',
  'images.where': 'Addresses where they were seen, as text. They are never fetched.',
  evidence: 'What is kept, and where. Nothing can be uploaded.',
  contact: 'How the person may be reached safely.',
  narrative: 'What happened, in their own words.',
  reportedElsewhere: 'Who else was told.',
  'Opening.before':
    'The earlier of an opening: gives the additions and notes that came before those. Each page is another reading.',
  'Opened.earlier': 'There are older additions and notes: open again with this as before.',
  'Opened.noteKept':
    'False when the report holds as many notes and openings as it can: the reason is logged, the note was not kept.',
  'ReportView.alsoPossible':
    'Other divisions and forces where the person may be, likeliest first, where the division is not sure.',
  'ReportView.forces': 'The police force outside Scotland, or each that it may be, likeliest first.',
  'ReportView.imagesAge': 'Nobody asked how old the person is in the images: the age now alone decided.',
  'ReportView.unreadSince':
    'Since when an addition that came after the acknowledgement waits to be read. Opening every page answers it.',
}

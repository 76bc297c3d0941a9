import type { Questions } from '../words.ts'

const yesNoUnknown = { yes: 'Yes', no: 'No', unknown: 'I do not know, or I would rather not say' }

const bands = {
  'under-13': 'Under 13',
  '13-15': '13 to 15',
  '16-17': '16 or 17',
  '18-24': '18 to 24',
  '25-44': '25 to 44',
  '45-plus': '45 or over',
  unknown: 'I do not know, or I would rather not say',
}

/** The questions of the form in English. */
export const questions: Questions = {
  'danger.inDangerNow': {
    label: 'Are you in danger right now?',
    hint: 'Or is anyone else? If so, call 999 first if you can.',
    answers: yesNoUnknown,
  },
  'danger.selfHarm': {
    label: 'Do you have thoughts of hurting yourself?',
    hint: 'We ask so that help can come soon. Samaritans are there day and night on 116 123.',
    answers: {
      none: 'No',
      thoughts: 'Yes, I have thoughts of it',
      plan: 'Yes, and I have a plan',
      attempt: 'I have tried to',
      unknown: 'I would rather not say',
    },
  },
  'age.now': {
    label: 'How old are you now?',
    hint: 'If you report for someone else, give their age. It decides which team reads the report.',
    answers: bands,
  },
  'age.inImages': {
    label: 'How old are you in the pictures or videos?',
    hint: 'If there are several, choose the youngest age.',
    answers: { 'same-as-now': 'The same age as now', ...bands },
  },
  'location.postcode': {
    label: 'What is your postcode?',
    hint: 'The first part is enough, such as KY1. It decides which team gets the report.',
  },
  narrative: {
    label: 'What has happened?',
    hint: 'Tell it in your own words, in any order. A few words are enough. You can add more later.',
  },
  'contact.safeChannels.0.value': {
    label: 'Phone number',
    hint: 'Only a number that is safe. Leave it empty if there is none.',
  },
  'contact.safeChannels.0.kind': {
    label: 'How may an officer use this number?',
    answers: { phone: 'Call me', sms: 'Text me, do not call' },
  },
  'contact.safeChannels.0.safeTimes': { label: 'When is it safe?', hint: 'Such as after 4, or never at the weekend.' },
  'contact.safeChannels.0.mayLeaveMessage': { label: 'An officer may leave a message there' },
  'contact.safeChannels.1.value': { label: 'Email address', hint: 'Only one that nobody else reads.' },
  'contact.name': { label: 'What should an officer call you?', hint: 'It need not be your real name.' },
  'contact.codeWord': {
    label: 'A code word',
    hint: 'The officer says it first, so that you know it is really the police.',
  },
  'contact.language': { label: 'Which language do you want to speak?', hint: 'BSL is a language too.' },
  'contact.adult.name': { label: 'An adult you trust, whom an officer may speak to: their name' },
  'contact.adult.relationship': { label: 'Who are they to you?', hint: 'Such as a parent, an aunt or a teacher.' },
  'contact.adult.channel': { label: 'How can an officer reach them?' },
  'reporter.role': {
    label: 'Who are you?',
    answers: {
      victim: 'It is happening to me',
      'parent-carer': 'A parent or carer of that person',
      teacher: 'A teacher, or other staff at a school',
      'social-worker': 'A social worker',
      friend: 'A friend',
      professional: 'Someone else who helps that person at work',
      other: 'Someone else',
    },
  },
  'location.council': { label: 'Which council area do you live in?', hint: 'Such as Fife or Glasgow City.' },
  'location.country': { label: 'If you live outside Scotland: which country?' },
  'platforms.0.name': { label: 'Which app or site did it begin on?' },
  'platforms.1.name': { label: 'Did the talk move to another app? Which one?' },
  'offender.handles.0.handle': {
    label: 'Their user name',
    hint: 'The account name or ID is better than the name that is shown.',
  },
  'offender.handles.0.profileUrl': { label: 'The web address of their profile', hint: 'We never open it.' },
  'offender.handles.0.phone': { label: 'A phone number they used' },
  'offender.handles.0.email': { label: 'An email address they used' },
  'offender.claimedName': { label: 'The name they gave' },
  'offender.notes': { label: 'Anything else you know of them' },
  'timeline.firstContactAt': { label: 'When did they first write to you?' },
  'timeline.firstThreatAt': { label: 'When did they first threaten you?' },
  'timeline.ongoing': {
    label: 'Are they still in touch with you?',
    answers: { yes: 'Yes', no: 'No', blocked: 'I have blocked them', unknown: 'I do not know' },
  },
  'demand.kind': {
    label: 'What do they want?',
    answers: {
      'more-images': 'More pictures or videos',
      money: 'Money, or what can be sold',
      'account-use': 'To use an account of mine',
      act: 'That I do something',
      other: 'Something else',
    },
  },
  'demand.amountMinor': { label: 'If they want money: how much, in pounds?' },
  'demand.deadlineAt': { label: 'If they set a deadline: which day?' },
  'demand.deadlineTime': { label: 'And at what time?', hint: 'By the clock in Scotland.' },
  'demand.notes': { label: 'Anything else about what they want' },
  'threat.recipients': {
    label: 'Whom do they say they will send it to?',
    answers: {
      family: 'My family',
      friends: 'My friends',
      partner: 'My partner',
      employer: 'People at work',
      school: 'People at school',
      public: 'Everyone',
      other: 'Someone else',
    },
  },
  'threat.proofShown': { label: 'Have they shown you that they can do it?', answers: yesNoUnknown },
  'payment.paid': {
    label: 'Has anything been paid?',
    answers: {
      no: 'No',
      yes: 'Yes, all that they asked for',
      partly: 'Yes, a part of it',
      'asked-again': 'Yes, and they asked for more',
      unknown: 'I do not know, or I would rather not say',
    },
  },
  'payment.amountMinor': { label: 'How much, in pounds?' },
  'payment.method': {
    label: 'How was it paid?',
    answers: {
      'bank-transfer': 'By bank transfer',
      'gift-card': 'With gift cards',
      paypal: 'With PayPal',
      'cash-app': 'With Cash App',
      crypto: 'With a cryptocurrency',
      'money-service-bureau': 'With a money transfer service',
      other: 'In another way',
    },
  },
  'payment.account': { label: 'The account that was paid' },
  'payment.sortCode': { label: 'Its sort code' },
  'payment.wallet': { label: 'The wallet that was paid' },
  'payment.transactionReferences.0': { label: 'The number of the payment' },
  'payment.collectedWhere': { label: 'Where was the money picked up?' },
  'payment.bankTold': { label: 'Does your bank know?', answers: yesNoUnknown },
  'images.kind': {
    label: 'What kind of pictures or videos are they?',
    answers: {
      real: 'I made them or sent them',
      stolen: 'They were taken without my consent',
      altered: 'They are fake, or were changed',
      unsure: 'I am not sure',
      'none-seen': 'I have not seen any',
    },
  },
  'images.recordedOnVideoCall': { label: 'Were they recorded in a video call?', answers: yesNoUnknown },
  'images.sharedAlready': {
    label: 'Have they been shared already?',
    answers: { no: 'No', yes: 'Yes', unsure: 'I am not sure' },
  },
  'images.where.0': {
    label: 'Where can they be seen?',
    hint: 'A web address, or the name of a group. We never open it.',
  },
  'evidence.kept.0': {
    label: 'What have you kept?',
    hint: 'Such as messages or screenshots. You cannot send them here.',
  },
  'evidence.accountCompromised': { label: 'Has someone got into an account of yours?', answers: yesNoUnknown },
  'reportedElsewhere.platform': { label: 'Have you told the app or site? What did it say?' },
  'reportedElsewhere.bank': { label: 'Have you told your bank? What did it say?' },
  'reportedElsewhere.policeReference': { label: 'If you have a number from the police: what is it?' },
  'reportedElsewhere.ceop': { label: 'Have you told CEOP?', answers: yesNoUnknown },
  'reportedElsewhere.reportRemove': { label: 'Have you used Report Remove?', answers: yesNoUnknown },
  'reportedElsewhere.stopNcii': { label: 'Have you used StopNCII.org?', answers: yesNoUnknown },
}

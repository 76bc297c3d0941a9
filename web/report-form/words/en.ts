import type { Words } from '../words.ts'
import { questions } from './en-questions.ts'

/** English. */
export const english: Words = {
  title: 'Online form',
  skip: 'Skip to the form',
  yes: 'Yes',
  leave: {
    button: 'Leave this page',
    hint: 'Or press the Shift key three times.',
    limits: 'It empties the page and opens a weather page. It does not clear the history of your browser.',
    limitsWithoutScript:
      'It opens a weather page. It does not clear the history of your browser, and Back can show this page again. Close the tab as well.',
  },
  form: {
    heading: 'Someone is threatening to share intimate pictures of you',
    lead: 'You are not to blame. Tell the police here. You need not answer every question.',
    danger: 'If you are in danger now, or might hurt yourself, call 999.',
    police: 'If you would rather talk, call 101.',
    typed:
      'Nothing leaves this page until you press Send. Then it is locked, and only officers of one team can open it. You cannot send pictures here.',
    privacyLink: 'What happens with what you write',
    backLink: 'I have sent a report: see where it stands, or add to it',
    choice: 'A safe way to reach you',
    moreHeading: 'More, if you like',
    more: 'You can send your report now. All that follows can wait, and you can add to your report later.',
    send: 'Send',
    sendNote:
      'Your report is sent when you see a reference and a code. If you go back and press Send again, that is a second report.',
    sentBefore:
      'If you have sent this already, pressing Send makes a second report. To add to your report, use your reference and code.',
  },
  sections: {
    who: 'About you, or if you report for someone else',
    place: 'If you do not know your postcode',
    offender: 'Who is doing this',
    threat: 'What they want and what they threaten',
    time: 'When it happened',
    images: 'The pictures or videos, and what you have kept',
    payment: 'If anything was paid',
    others: 'Who else knows',
  },
  questions,
  refused: {
    heading: 'Your report is not sent yet',
    kept: 'All that you wrote is still here.',
    fault:
      'Something went wrong on our side. Press Send again. If it was stored already, you still have only one report.',
    tooLarge: 'There is more text than we can take at once. Make the longest answer shorter, and add the rest later.',
    otherPage: 'This came from another web page. Look at what is written here, and press Send only if you wrote it.',
    notUnderstood: 'We did not understand this answer. Change it or leave it empty.',
  },
  sending: {
    now: 'Sending. Keep this page open.',
    notYet: 'Not sent yet. Keep this page open: we try again by ourselves. Nothing you wrote is lost.',
    noAnswer: 'Not sent yet. Please press Send again, or call 101.',
  },
  receipt: {
    heading: 'We have your report',
    keep: 'Keep these two. With them you can see where your report stands, add to it or withdraw it.',
    reference: 'Reference',
    code: 'Code',
    onlyHere: 'The code is shown only here. Nobody can look it up for you. Tell it to no one.',
    others:
      'Others who use this phone or computer may find a file or a print, and could then read where your report stands.',
    print: 'Print this page',
    save: 'Save as a file',
    nextHeading: 'What happens now',
    alert: 'We are sending an alert to a police team. It holds nothing that you wrote.',
    until: 'If no officer takes your report by {time}, more people get an alert. This goes on until an officer does.',
    contact: 'An officer sees which ways to reach you are safe, and when.',
    look: 'See where your report stands',
    addHeading: 'Add something',
    add: 'Have you thought of something else, or have they written again? Add it here or later.',
    adviceHeading: 'What you can do now',
    openNow: 'Open now',
    closedNow: 'Closed now',
    noticesHeading: 'Some answers came through in part',
    notices: 'Your report is sent all the same. An officer sees the rest. You can add what is missing.',
    cutOut: 'We took out what looked like a picture or a file. None is ever sent here.',
    notUnderstood: 'We did not understand this answer, and passed it on as you wrote it.',
  },
  back: {
    heading: 'Your report',
    lead: 'Type the reference and the code that you got when you sent it.',
    reference: 'Reference',
    code: 'Code',
    codeHint: 'Capital letters, spaces and dashes do not matter.',
    look: 'Show my report',
    wrong: 'No report has this reference and code. Check both and try again.',
    lost: 'If you have lost them, send a new report and say so. You are not turned away.',
    stateHeading: 'Where your report stands',
    happened: 'What has happened',
    addHeading: 'Add to your report',
    addLabel: 'What do you want to add?',
    addHint: 'You cannot send pictures here.',
    addButton: 'Add this',
    added: 'We have what you added, and are sending an alert to the team.',
    addEmpty: 'Write something first.',
    addRefused: 'This could not be added. What you wrote is still here.',
    withdrawHeading: 'Withdraw your report',
    withdrawText: 'What you wrote is then erased, or an officer decides about it first. The next page says which.',
    withdrawButton: 'Withdraw my report',
    undoHeading: 'You asked to withdraw your report',
    undoText: 'Have you changed your mind? Then your report goes on as before.',
    undoButton: 'Do not withdraw it',
    fault: 'Something went wrong on our side. What you wrote is still here. Please try again.',
    formLink: 'Send a new report',
  },
  privacy: {
    heading: 'What happens with what you write',
    formLink: 'Back to the form',
    parts: [
      {
        heading: 'Before you press Send',
        says: [
          'Nothing leaves this page, and nothing is stored.',
          'The page uses no cookies and loads nothing from other companies. We tell your browser to keep no copy of it.',
        ],
      },
      {
        heading: 'When you press Send',
        says: [
          'What you wrote is locked at once. Only officers of the one team that deals with it can open it.',
          'An officer must give a reason each time. We keep a log of who opened it, when and why.',
          'The alert to the team says how urgent it is, a part of your reference and a time. It holds nothing that you wrote.',
          'You cannot send pictures, and nobody will ask you to. Web addresses are kept as text. We never open them.',
        ],
      },
      {
        heading: 'Which team',
        says: [
          'If you are under 18, or were when the pictures were made, a child protection team reads your report.',
          'If you are 18 or over, it is the team of the place where you live. If we do not know it, the officers on duty find out.',
        ],
      },
      {
        heading: 'How long',
        says: [
          'When an officer has closed your report, we keep what you wrote for {days} days. Then it is erased.',
          'It can be kept longer if you add to it, or if an officer must keep it by law.',
          'A short record stays. It says that there was a report, when, and which team dealt with it. None of your words are in it.',
        ],
      },
      {
        heading: 'Your rights',
        says: [
          'With your reference and code you can see where your report stands, add to it or withdraw it.',
          'In Scotland you can do this by yourself from the age of 12.',
          'The police force that runs this service must answer for what it holds about you. To ask it, call 101.',
        ],
      },
    ],
  },
}

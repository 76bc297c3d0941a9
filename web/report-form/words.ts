import type { ChoiceField, ChoiceOf, FormField } from '../../shared/contract/form-fields.ts'
import type { SectionName } from './sections.ts'

/** The words of one question. */
export type QuestionWords<Field extends FormField> = {
  readonly label: string
  readonly hint?: string
} & (Field extends ChoiceField ? { readonly answers: Readonly<Record<ChoiceOf<Field>, string>> } : unknown)

/** The words of every question of the form. */
export type Questions = { readonly [Field in FormField]: QuestionWords<Field> }

/** A part of the privacy page. */
export interface PrivacyPart {
  readonly heading: string
  readonly says: readonly string[]
}

/**
 * Every sentence that the pages show, in one language. `{time}` and the like stand for what a page puts there. A
 * language that lacks one does not compile.
 */
export interface Words {
  /** Stands in the browser's history and in its list of tabs, so it says nothing of what the page is for. */
  readonly title: string
  readonly skip: string
  readonly yes: string
  readonly leave: {
    readonly button: string
    readonly hint: string
    readonly limits: string
    readonly limitsWithoutScript: string
  }
  readonly form: {
    readonly heading: string
    readonly lead: string
    readonly danger: string
    readonly police: string
    readonly typed: string
    readonly privacyLink: string
    readonly backLink: string
    readonly choice: string
    readonly moreHeading: string
    readonly more: string
    readonly send: string
    readonly sendNote: string
    readonly sentBefore: string
  }
  readonly sections: Readonly<Record<SectionName, string>>
  readonly questions: Questions
  readonly refused: {
    readonly heading: string
    readonly kept: string
    readonly fault: string
    readonly tooLarge: string
    readonly otherPage: string
    readonly notUnderstood: string
  }
  readonly sending: {
    readonly now: string
    readonly notYet: string
    readonly noAnswer: string
  }
  readonly receipt: {
    readonly heading: string
    readonly keep: string
    readonly reference: string
    readonly code: string
    readonly onlyHere: string
    readonly others: string
    readonly print: string
    readonly save: string
    readonly nextHeading: string
    readonly alert: string
    readonly until: string
    readonly contact: string
    readonly look: string
    readonly addHeading: string
    readonly add: string
    readonly adviceHeading: string
    readonly openNow: string
    readonly closedNow: string
    readonly noticesHeading: string
    readonly notices: string
    readonly cutOut: string
    readonly notUnderstood: string
  }
  readonly back: {
    readonly heading: string
    readonly lead: string
    readonly reference: string
    readonly code: string
    readonly codeHint: string
    readonly look: string
    readonly wrong: string
    readonly lost: string
    readonly stateHeading: string
    readonly happened: string
    readonly addHeading: string
    readonly addLabel: string
    readonly addHint: string
    readonly addButton: string
    readonly added: string
    readonly addEmpty: string
    readonly addRefused: string
    readonly withdrawHeading: string
    readonly withdrawText: string
    readonly withdrawButton: string
    readonly undoHeading: string
    readonly undoText: string
    readonly undoButton: string
    readonly fault: string
    readonly formLink: string
  }
  readonly privacy: {
    readonly heading: string
    readonly parts: readonly PrivacyPart[]
    readonly formLink: string
  }
}

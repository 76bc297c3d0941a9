/** Empties every field of a form, also those that the server filled. */
export const empty = (form: HTMLFormElement): void => {
  for (const field of form.elements) {
    if (field instanceof HTMLTextAreaElement) field.value = ''
    if (!(field instanceof HTMLInputElement)) continue
    if (field.type === 'radio' || field.type === 'checkbox') field.checked = false
    else field.value = ''
  }
}

// Puts the cursor into the first field of the dialog that has just opened; once, so that it stays where somebody sets it.
const opened = new WeakSet()
export default function ({ parentElement }) {
  if (opened.has(parentElement)) return
  opened.add(parentElement)
  document.querySelector("[role=dialog] :is(input[type=text], textarea)")?.focus()
}

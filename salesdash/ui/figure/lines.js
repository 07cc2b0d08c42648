// Rows of words, each with what can be done about it: words that have no room in a line go on in the next.
const made = (tag, parts, more = {}) => {
  const element = Object.assign(document.createElement(tag), more)
  element.append(...parts)
  return element
}

// Enter opens a row too; that of a button inside it is the button's.
const opening = (open) => ({
  className: "opens",
  tabIndex: 0,
  onclick: open,
  onkeydown: (event) => {
    if (event.key === "Enter" && event.target === event.currentTarget) open(event)
  },
})

export default function ({ data, parentElement, setTriggerValue }) {
  const click = (row, act) => (event) => {
    event.stopPropagation()
    setTriggerValue("click", { row, act })
  }
  const head = [
    ...data.columns.map(({ title, kind, room }) => {
      const cell = made("th", [title], { className: kind })
      if (room) cell.style.width = `${room}px`
      return cell
    }),
    ...data.acts.map(({ name }) => made("th", [name], { className: "act" })),
  ]
  const rows = data.rows.map(({ words, opens }, row) => {
    const answers = data.acts.map(({ key, name, about, icon }) =>
      made("td", [made("button", [icon], { ariaLabel: name, title: about, onclick: click(row, key) })],
        { className: "act" }))
    const cells = words.map((word, n) => made("td", [word], { className: data.columns[n].kind }))
    return made("tr", [...cells, ...answers], opens ? opening(click(row, "")) : {})
  })
  parentElement.querySelector("table").replaceChildren(
    made("thead", [made("tr", head)]), made("tbody", rows))
}

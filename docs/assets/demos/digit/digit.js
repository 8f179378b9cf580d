// Draw a digit, and see what the network of the page pictures/images makes of it: dots, counts,
// maps, probabilities. Its words are those of the page; its weights stand in weights.js.
"use strict"

Demo.digit = (live, words) => {
  const SIDE = 32, CELLS = 8, BLOCK = SIDE / CELLS, FULL = BLOCK * BLOCK
  const INK = 313, WIDTH = 24 // dots of ink in a picture of the data set, columns that it fills
  const THIN = 1.5, THICK = 5, PEN = 2.5 // half the width of a line, in dots
  const MOST = 400 // points of a drawing, so that an address holds it
  // A drawing is its strokes, each a row of points; a point is two letters, for its column and
  // its row in half dots.
  const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
  const EXAMPLES = [
    "gGaHUMQVOgQrU0a5g6m5s0wrygwVsMmHgG",
    "WSiGg6",
    "QSTMWIcGiGoJsOsUqalieqYxS4y2",
    "QKWIcGiGoIrMsQqVmagcaeigoisnussxo2i5c6W4Q2",
    "gGOmyk.oWi6",
    "uGWGScZZgYnaseukuqrwm2g5a6V4Q2",
    "mGgMaSVaSiRpSwV2a6g6m4r0uusookjieiZlUq",
    "QIwIc6",
    "sMnIgGaIWMWSYYfemkqpsup0k4f5a4W0UuXociicoWsRsM",
    "sSoYkcedYcVXUQXKcGiGoIrMsStasiqqmyi3e6Y6S4",
  ]
  const START = EXAMPLES[7]
  const {make, fill, shown} = Demo
  const network = Demo.digit.network(Demo.digit.weights)

  // ---- The setting, and what follows from it

  let strokes = [], fills = true, inverted = false
  let dots = new Uint8Array(SIDE * SIDE), counts, answer = null
  let hand = null, down = false, cursor = [SIDE / 2, SIDE / 2] // hand: the pointer that draws

  const read = text => text.split(".").map(one => (one.match(/../g) || [])
    .map(two => [...two].map(letter => LETTERS.indexOf(letter) / 2)))
  const written = () => strokes.map(stroke => stroke.flat()
    .map(value => LETTERS[2 * value]).join("")).join(".")
  const points = () => strokes.reduce((sum, stroke) => sum + stroke.length, 0)

  // For each dot, how far its middle is from the nearest line.
  function distances(lines) {
    const found = new Float64Array(SIDE * SIDE).fill(Infinity)
    for (const line of lines) line.forEach(([x, y], n) => {
      const [fromX, fromY] = line[Math.max(n - 1, 0)]
      const dx = x - fromX, dy = y - fromY, long = dx * dx + dy * dy || 1
      for (let row = 0, at = 0; row < SIDE; row++) for (let column = 0; column < SIDE; column++, at++) {
        const px = column + .5 - fromX, py = row + .5 - fromY
        const share = Math.min(1, Math.max(0, (px * dx + py * dy) / long))
        const far = (px - share * dx) ** 2 + (py - share * dy) ** 2
        if (far < found[at]) found[at] = far
      }
    })
    return found.map(Math.sqrt)
  }

  // As the pictures of the data set are: from the first row to the last, in the middle, with as
  // much ink as they have. The width of the line follows from the ink, and the room that is left
  // for its middle from the width: hence the rounds.
  function filled() {
    const all = strokes.flat(), span = axis => {
      const values = all.map(point => point[axis]), least = Math.min(...values)
      return [(Math.max(...values) + least) / 2, Math.max(...values) - least]
    }
    const [[midX, wide], [midY, high]] = [span(0), span(1)]
    let half = PEN, far
    for (let round = 0; round < 3; round++) {
      const scale = Math.min((SIDE - 2 * half) / (high || 1), (WIDTH - 2 * half) / (wide || 1))
      const place = (value, mid) => (value - mid) * scale + SIDE / 2
      far = distances(strokes.map(stroke => stroke.map(([x, y]) => [place(x, midX), place(y, midY)])))
      half = Math.max(THIN, Math.min(THICK, [...far].sort((a, b) => a - b)[INK]))
    }
    return far.map(value => value < half)
  }

  function compute() {
    answer = null
    counts = new Uint8Array(CELLS * CELLS)
    dots.fill(0)
    if (points()) dots.set(fills ? filled() : distances(strokes).map(value => value < PEN))
    dots.forEach((ink, n) => {
      counts[Math.floor(n / SIDE / BLOCK) * CELLS + Math.floor(n % SIDE / BLOCK)] += ink
    })
    if (inverted) counts = counts.map(count => FULL - count)
    if (points()) answer = network(counts)
  }

  // ---- Drawing

  // Paper, and squares on it: 0 is white, 1 is black.
  function squares(context, side, left, top, count, value) {
    for (let y = 0; y < count; y++) for (let x = 0; x < count; x++) {
      const grey = Math.round(255 * (1 - value(y * count + x)))
      context.fillStyle = `rgb(${grey},${grey},${grey})`
      const [fromX, fromY] = [Math.round((left + x) * side), Math.round((top + y) * side)]
      context.fillRect(fromX, fromY, Math.round((left + x + 1) * side) - fromX,
        Math.round((top + y + 1) * side) - fromY)
    }
  }

  const paper = Demo.canvas(SIDE, SIDE, (context, side, colour) => {
    context.fillStyle = "#fff"
    context.fillRect(0, 0, SIDE * side, SIDE * side)
    context.strokeStyle = "#000"
    context.lineWidth = 2 * PEN * side
    context.lineCap = context.lineJoin = "round"
    for (const stroke of strokes) {
      context.beginPath()
      for (const [x, y] of [stroke[0], ...stroke]) context.lineTo(x * side, y * side)
      context.stroke()
    }
    if (!paper.canvas.matches(":focus-visible")) return // the pen of the keyboard
    const line = Math.max(2, side / 4)
    for (const [style, wide] of [[colour("--demo-halo"), 2 * line], [colour("--demo-mark"), line]]) {
      context.strokeStyle = style
      context.lineWidth = wide
      context.beginPath()
      context.arc(cursor[0] * side, cursor[1] * side, PEN * side, 0, 7)
      context.stroke()
    }
  }, {role: "application", tabindex: 0, "aria-label": `${words.paper}. ${words.keys}`,
    class: "demo-paper"})

  const bitmap = Demo.canvas(SIDE, SIDE, (context, side, colour) => {
    squares(context, side, 0, 0, SIDE, n => dots[n])
    context.fillStyle = colour("--demo-zeros")
    for (let n = BLOCK; n < SIDE; n += BLOCK) {
      context.fillRect(Math.round(n * side), 0, 1, SIDE * side)
      context.fillRect(0, Math.round(n * side), SIDE * side, 1)
    }
  }, {role: "img", "aria-label": words.dots})

  const ROW = 4, STEP = CELLS + 1 // maps in a row, and their distance
  const maps = Demo.canvas(ROW * STEP - 1, ROW * STEP - 1, (context, side, colour) => {
    const most = answer ? Math.max(...answer.maps.data) : 0
    context.strokeStyle = colour("--demo-zeros")
    for (let map = 0; map < ROW * ROW; map++) {
      const left = map % ROW * STEP, top = Math.floor(map / ROW) * STEP
      squares(context, side, left, top, CELLS, n => most ? answer.maps.data[n * ROW * ROW + map] / most : 0)
      context.strokeRect(left * side, top * side, CELLS * side, CELLS * side)
    }
  }, {role: "img", "aria-label": words.maps})

  // ---- What is drawn, pressed and said

  const voice = Demo.voice()
  const bad = make("p", {role: "alert", class: "demo-bad"})
  const told = make("p", {class: "demo-sum"}), given = make("figcaption")
  const cells = [...Array(CELLS * CELLS)].map(() => make("td"))
  const bars = [...Array(10)].map(() => make("i")), shares = bars.map(() => make("td"))

  // Put ink to a place: it begins a line, or goes on with the last one.
  function ink(x, y, begins) {
    const fit = value => Math.min(SIDE - .5, Math.max(0, Math.round(2 * value) / 2))
    if (points() >= MOST) {
      bad.textContent = words.full
      return
    }
    bad.textContent = ""
    if (begins || !strokes.length) strokes.push([])
    strokes[strokes.length - 1].push([fit(x), fit(y)])
    update()
  }

  const spot = event => {
    const box = paper.canvas.getBoundingClientRect()
    return [(event.clientX - box.left) / box.width * SIDE, (event.clientY - box.top) / box.height * SIDE]
  }
  const far = ([x, y], [toX, toY]) => Math.hypot(x - toX, y - toY)
  paper.canvas.addEventListener("pointerdown", event => {
    if (hand !== null || event.button) return
    hand = event.pointerId
    paper.canvas.setPointerCapture(hand)
    down = false
    cursor = spot(event)
    ink(...cursor, true)
  })
  paper.canvas.addEventListener("pointermove", event => {
    if (event.pointerId !== hand || far(spot(event), cursor) < 1) return
    cursor = spot(event)
    ink(...cursor, false)
  })
  for (const end of ["pointerup", "lostpointercapture"]) paper.canvas.addEventListener(end, event => {
    if (event.pointerId === hand) hand = null
  })

  const KEYS = {ArrowUp: [0, -2], ArrowDown: [0, 2], ArrowLeft: [-2, 0], ArrowRight: [2, 0],
    PageUp: [0, -SIDE], PageDown: [0, SIDE], Home: [-SIDE, 0], End: [SIDE, 0]}
  paper.canvas.addEventListener("keydown", event => {
    const step = KEYS[event.key], pen = event.key === " " || event.key === "Enter"
    if (event.ctrlKey || event.altKey || event.metaKey || hand !== null) return
    if (event.key === "Backspace" || event.key === "Delete") act(undo)
    else if (!step && !pen) return
    event.preventDefault()
    if (pen) {
      down = !down
      if (down) ink(...cursor, true)
    }
    if (step) {
      cursor = cursor.map((value, axis) => Math.min(SIDE - 1, Math.max(1, Math.round(value) + step[axis])))
      if (down) ink(...cursor, false)
    }
    paper.touch()
    const where = fill(down ? words.down : words.up,
      {row: Math.round(cursor[1]), column: Math.round(cursor[0]), side: SIDE})
    voice.say(`${where} ${told.textContent}`)
  })
  for (const change of ["focus", "blur"]) paper.canvas.addEventListener(change, () => {
    if (change === "blur") down = false
    paper.touch()
  })

  // Change something other than the point where the pen is.
  function act(change) {
    bad.textContent = ""
    down = false
    change()
    update()
  }
  const undo = () => strokes.pop()
  const button = (name, change, more) =>
    make("button", {type: "button", onclick: () => act(change), ...more}, name)
  const examples = EXAMPLES.map((text, digit) => button(String(digit), () => { strokes = read(text) },
    {"aria-label": fill(words.example, {digit})}))
  const fit = button(words.fill, () => { fills = !fills })
  const turn = button(words.invert, () => { inverted = !inverted })

  // ---- From the setting to what is seen

  const percent = value => (100 * value).toFixed(1)

  function update() {
    compute()
    cells.forEach((cell, n) => {
      const grey = Math.round(255 * (1 - counts[n] / FULL))
      cell.textContent = counts[n]
      cell.style.background = `rgb(${grey},${grey},${grey})`
      cell.style.color = counts[n] > FULL / 2 ? "#fff" : "#000"
    })
    given.textContent = inverted ? words.inverted : words.counts
    const order = [...bars.keys()]
    if (answer) order.sort((a, b) => answer.chances[b] - answer.chances[a])
    bars.forEach((bar, n) => {
      bar.style.width = answer ? `${100 * answer.chances[n]}%` : 0
      shares[n].textContent = answer ? `${percent(answer.chances[n])}%` : "\u2013"
      shares[n].parentElement.classList.toggle("demo-first", answer !== null && n === order[0])
    })
    told.textContent = answer ? fill(words.answer, {
      first: order[0], share: percent(answer.chances[order[0]]),
      second: order[1], rest: percent(answer.chances[order[1]]),
    }) : words.blank
    fit.setAttribute("aria-pressed", fills)
    turn.setAttribute("aria-pressed", inverted)
    const drawn = written()
    examples.forEach((one, n) => one.setAttribute("aria-pressed", drawn === EXAMPLES[n]))
    for (const stage of [paper, bitmap, maps]) stage.touch()
    voice.say(told.textContent)
    const moved = drawn !== START || !fills || inverted
    Demo.write("digit", moved ? {d: drawn, fill: Number(fills), invert: Number(inverted)} : null)
  }

  // Take a setting, as it comes from an address: what is no setting is as it was at the start.
  function set(given) {
    const drawing = given.d === undefined ? START : given.d
    const right = drawing.length < 3 * MOST && /^(([\w-]{2})+(\.([\w-]{2})+)*)?$/.test(drawing)
    act(() => {
      strokes = read(right ? drawing : START).filter(stroke => stroke.length)
      fills = given.fill !== "0"
      inverted = given.invert === "1"
    })
  }

  const figure = (inside, ...caption) => make("figure", {}, inside, ...caption)
  const caption = text => make("figcaption", {}, text)
  const rows = [...Array(CELLS).keys()].map(n => make("tr", {}, ...cells.slice(n * CELLS, (n + 1) * CELLS)))
  live.append(
    make("div", {class: "demo-line demo-examples", role: "group", "aria-label": words.examples}, ...examples),
    make("div", {class: "demo-line"}, button(words.undo, undo),
      button(words.clear, () => { strokes = [] }), fit, turn,
      make("button", {type: "button", onclick: () => set({})}, words.reset)),
    make("div", {class: "demo-digit"},
      figure(paper.canvas, caption(words.paper)),
      figure(bitmap.canvas, caption(words.dots)),
      figure(make("table", {class: "demo-counts", "aria-label": words.array}, make("tbody", {}, ...rows)), given)),
    bad, told,
    make("div", {class: "demo-answer"},
      make("table", {class: "demo-bars", "aria-label": words.chances}, make("tbody", {},
        ...bars.map((bar, n) => make("tr", {}, make("th", {scope: "row"}, n), make("td", {}, bar), shares[n])))),
      figure(maps.canvas, caption(words.maps))),
    make("p", {class: "demo-hint"}, words.keys), voice.region)
  set(Demo.read("digit") || {})
  addEventListener("hashchange", () => {
    const given = Demo.read("digit")
    if (given) set(given)
  })
}

Demo.digit.needs = ["weights.js"]

// ---- The network: 8×8 counts in; the maps of its first layer and ten probabilities out

Demo.digit.network = ({shapes, data}) => {
  const bytes = Uint8Array.from(atob(data), letter => letter.charCodeAt(0))
  const view = new DataView(bytes.buffer)
  const half = bits => (bits >> 15 ? -1 : 1) * 2 ** Math.max((bits >> 10 & 31) - 15, -14)
    * ((bits >> 10 & 31 ? 1 : 0) + (bits & 1023) / 1024)
  let at = 0
  const arrays = shapes.map(shape => {
    const array = Demo.tensor(shape)
    for (let n = 0; n < array.data.length; n++, at += 2) array.data[n] = half(view.getUint16(at, true))
    return array
  })

  // Conv2D without a bias, BatchNormalization as in a prediction, ReLU.
  function block(picture, [kernel, gamma, beta, mean, variance]) {
    const out = Demo.conv(picture, kernel, 1, "same"), filters = gamma.data.length
    out.data.forEach((value, n) => {
      const f = n % filters
      const normal = (value - mean.data[f]) / Math.sqrt(variance.data[f] + 1e-3)
      out.data[n] = Math.max(0, normal * gamma.data[f] + beta.data[f])
    })
    return out
  }

  // MaxPooling2D with pool_size=2.
  function pool({shape: [height, width, channels], data}) {
    const out = Demo.tensor([height >> 1, width >> 1, channels])
    out.data.fill(-Infinity)
    data.forEach((value, n) => {
      const row = Math.floor(n / channels / width) >> 1, column = Math.floor(n / channels) % width >> 1
      const to = (row * (width >> 1) + column) * channels + n % channels
      out.data[to] = Math.max(out.data[to], value)
    })
    return out
  }

  // Dense, then softmax.
  function chances(row, kernel, bias) {
    const scores = [...bias.data], units = scores.length
    row.forEach((value, n) => scores.forEach((_, unit) => {
      scores[unit] += value * kernel.data[n * units + unit]
    }))
    const most = Math.max(...scores), powers = scores.map(score => Math.exp(score - most))
    const sum = powers.reduce((a, b) => a + b)
    return powers.map(power => power / sum)
  }

  return counts => {
    const picture = Demo.tensor([8, 8, 1], [...counts].map(count => count / 16))
    const maps = block(picture, arrays.slice(0, 5))
    let x = block(pool(maps), arrays.slice(5, 10))
    x = block(x, arrays.slice(10, 15))
    return {maps, chances: chances(x.data, arrays[15], arrays[16])}
  }
}

// One neuron that walks down its valley: a line over five points, the map of its losses, and the
// step that comes next. Its words are those of the page.
"use strict"

Demo.neuron = (live, words) => {
  const {X, Y, loss, gradient} = Demo.neuron
  const START = {w: 0, b: 0, rate: 0.05}, MOST = {w: 99, b: 99, rate: 1}
  const SLIDES = {w: [-2, 8, 0.01], b: [-3, 7, 0.01], rate: [0.001, 0.25, 0.001]}
  const LEAST = 1e-4, STEPS = 1000, LOST = 1e12, FLAT = 1e-5
  const SIDE = 100 // cells of a drawing; on the map one is 0.1 wide
  const LEVELS = [0.3, 2, 6, 14, 28, 50, 80, 120, 170, 230] // those of the page, and one more
  const {make, fill} = Demo

  // ---- The walk

  let path, rate // where the steps ended, from the start on

  const now = () => path[path.length - 1]
  const first = () => path[0]

  // Why there is no next step; "" while there is one.
  function end() {
    if (loss(...now()) > LOST) return "lost"
    if (Math.hypot(...gradient(...now())) < FLAT) return "arrived"
    return path.length > STEPS ? "enough" : ""
  }

  const next = () => Demo.neuron.step(...now(), rate)

  // ---- Numbers: at most four decimals; large ones with an e, as in the outputs of the page

  function figure(value, decimals = 4) {
    const far = Math.abs(value) >= 1e5
    const text = far ? value.toExponential(2) : String(+value.toFixed(decimals) + 0)
    return text.replace(/^-/, "\u2212")
  }
  const factor = value => value < 0 ? `(${figure(value)})` : figure(value)

  // ---- Drawing

  // The axes through 0, numbers along them, and their names.
  function axes(context, size, colour, across, up, xs, ys, names) {
    const text = (said, x, y, align) => {
      context.textAlign = align
      context.fillText(said, x, y)
    }
    const font = Math.min(12 * devicePixelRatio, size / 14)
    context.font = `${font}px ${getComputedStyle(live).fontFamily}`
    context.fillStyle = colour("--md-default-fg-color--light")
    context.strokeStyle = colour("--md-default-fg-color--lighter")
    context.lineWidth = devicePixelRatio
    stroke(context, [[0, up(0)], [size, up(0)]])
    stroke(context, [[across(0), 0], [across(0), size]])
    for (const x of xs) text(figure(x), across(x), up(0) + 1.2 * font, "center")
    for (const y of ys) text(figure(y), across(0) - 0.4 * font, up(y) + 0.35 * font, "right")
    text(names[0], size - 0.3 * font, up(0) - 0.4 * font, "right")
    text(names[1], across(0) + 0.4 * font, font, "left")
  }

  function stroke(context, points) {
    context.beginPath()
    for (const point of points) context.lineTo(...point)
    context.stroke()
  }

  function dot(context, x, y, radius, fill, edge) {
    context.beginPath()
    context.arc(x, y, radius, 0, 7)
    context.fillStyle = fill
    context.fill()
    context.strokeStyle = edge
    context.lineWidth = radius / 3
    context.stroke()
  }

  // A walk that has left the map stays within what a canvas can draw.
  const near = (value, size) => Math.max(-9 * size, Math.min(10 * size, value))

  const lines = Demo.canvas(SIDE, SIDE, (context, side, colour) => {
    const size = SIDE * side, [w, b] = now()
    const across = x => size * (x + 0.8) / 5.4, up = y => near(size * (16 - y) / 18.5, size)
    axes(context, size, colour, across, up, [1, 2, 3, 4], [5, 10, 15], ["x", "y"])
    context.strokeStyle = colour("--demo-mark")
    context.lineWidth = Math.max(2 * devicePixelRatio, size / 120)
    stroke(context, [-0.8, 4.6].map(x => [across(x), up(w * x + b)]))
    context.lineWidth /= 2
    context.setLineDash([size / 80, size / 80])
    X.forEach((x, n) => stroke(context, [[across(x), up(w * x + b)], [across(x), up(Y[n])]]))
    context.setLineDash([])
    const ink = colour("--md-typeset-color"), paper = colour("--md-default-bg-color")
    X.forEach((x, n) => dot(context, across(x), up(Y[n]), size / 50, ink, paper))
  }, {role: "img", "aria-label": words.points})

  // The lines of equal height are ellipses, whose axes are those of the second derivatives.
  const mean = values => values.reduce((sum, value) => sum + value, 0) / values.length
  const square = mean(X.map(x => x * x)), once = mean(X)
  const steep = (square + 1 + Math.hypot(square - 1, 2 * once)) / 2, flat = square + 1 - steep
  const turn = Math.atan2(2 * once, square - 1) / 2

  const map = Demo.canvas(SIDE, SIDE, (context, side, colour) => {
    const size = SIDE * side, mark = colour("--demo-mark"), halo = colour("--md-default-bg-color")
    const across = w => near(size * (w + 2) / 10, size), up = b => near(size * (7 - b) / 10, size)
    const place = ([w, b]) => [across(w), up(b)]
    context.strokeStyle = colour("--demo-level")
    context.lineWidth = devicePixelRatio
    for (const level of LEVELS) {
      const radii = [steep, flat].map(value => Math.sqrt(level / value) * size / 10)
      context.beginPath()
      context.ellipse(...place([3, 2]), ...radii, -turn, 0, 7)
      context.stroke()
    }
    axes(context, size, colour, across, up, [2, 4, 6], [2, 4, 6], ["w", "b"])
    context.fillStyle = colour("--md-typeset-color")
    context.beginPath()
    for (let n = 0; n < 10; n++) {
      const far = size * (n % 2 ? 0.012 : 0.03), angle = Math.PI * (n / 5 - 0.5)
      context.lineTo(across(3) + far * Math.cos(angle), up(2) + far * Math.sin(angle))
    }
    context.fill()
    const thin = Math.max(1.5 * devicePixelRatio, size / 160)
    context.strokeStyle = mark
    context.lineWidth = thin
    stroke(context, path.map(place))
    for (const point of path) dot(context, ...place(point), 1.5 * thin, mark, mark)
    if (!end()) {
      context.setLineDash([2 * thin, 2 * thin])
      stroke(context, [place(now()), place(next())])
      context.setLineDash([])
    }
    const here = place(now()), edge = 3 * thin
    const seen = here.map(value => Math.max(edge, Math.min(size - edge, value)))
    const inside = seen.every((value, n) => value === here[n])
    dot(context, ...seen, edge, inside ? mark : halo, inside ? halo : mark)
  }, {role: "img", class: "demo-aim", "aria-label": words.map})

  // ---- What is typed, drawn and pressed

  const voice = Demo.voice()
  const bad = make("p", {role: "alert", class: "demo-bad"})
  const told = make("p", {class: "demo-sum"}), note = make("p", {class: "demo-note"})
  const formulas = ["w", "b"].map(() => make("p", {class: "demo-formula"}))
  const button = (text, act) => make("button", {type: "button", onclick: act}, text)
  const NAMES = Object.keys(START), sliders = {}, fields = {}
  for (const name of NAMES) {
    const [min, max, step] = SLIDES[name]
    sliders[name] = make("input", {type: "range", min, max, step, "aria-label": words[name],
      oninput: () => take(name, Number(sliders[name].value))})
    fields[name] = make("input", {maxlength: 9, autocomplete: "off", spellcheck: "false",
      "aria-label": words[name], oninput: () => type(name)})
  }

  const held = name => name === "rate" ? rate : now()["wb".indexOf(name)]

  // A number that a setting can have; NaN for anything else.
  function read(name, text) {
    const value = Demo.number(text, MOST[name])
    return name === "rate" && value < LEAST ? NaN : value
  }

  function type(name) {
    const text = fields[name].value, value = read(name, text)
    if (!Number.isNaN(value)) return take(name, value, name)
    player.stop()
    show(name)
    const sentence = !text.trim() ? words.blank : name === "rate" ? words.wrong : words.bad
    bad.textContent = fill(sentence,
      {name: words[name], text: text.trim(), value: figure(held(name))})
    fields[name].setAttribute("aria-invalid", "true")
  }

  // A new number: the walk begins anew, with another rate from the same start.
  function take(name, value, typed) {
    const [w, b] = now()
    if (name === "rate") rate = value
    begin(name === "rate" ? first() : name === "w" ? [value, b] : [w, value], typed)
  }

  function begin(start, typed) {
    player.stop()
    path = [start]
    show(typed)
  }

  function step() {
    if (!end()) path.push(next())
  }

  // The first steps one by one; later, where they are small, faster.
  let due = 0
  const player = Demo.repeat(live, time => {
    if (time < due) return
    due = time + (path.length < 9 ? 350 : 50)
    step()
    if (end()) player.stop()
    show()
  })

  function press() {
    if (player.on || end()) player.stop()
    else if (matchMedia("(prefers-reduced-motion: reduce)").matches) while (!end()) step()
    else player.start()
    show()
  }

  const run = button(words.run, press)
  const buttons = [
    button(words.step, () => {
      player.stop()
      step()
      show()
    }), run,
    button(words.back, () => begin(first())),
    button(words.reset, () => set({})),
  ]

  function point(event) {
    const [x, y] = map.cell(event), within = n => Math.max(0, Math.min(SIDE, n))
    begin([(within(x) - 20) / 10, (70 - within(y)) / 10])
  }
  map.canvas.addEventListener("click", point)
  map.canvas.addEventListener("pointermove", event => {
    if (event.buttons === 1 && event.pointerType === "mouse") point(event)
  })

  // ---- From the walk to what is seen

  // Where the gradient comes from: a column for each point, and the means.
  const ROWS = [
    ["x", x => x], ["y", (x, y) => y], ["w x + b", (x, y, e) => e + y], ["e", (x, y, e) => e],
    ["e²", (x, y, e) => e * e], ["2 e x", (x, y, e) => 2 * e * x], ["2 e", (x, y, e) => 2 * e],
  ]
  const cells = ROWS.map(() => [...X, 0].map(() => make("td")))
  const heads = ROWS.map(([name]) => make("th", {scope: "row"}, name))
  const top = make("tr", {}, make("td"), ...X.map((x, n) => make("th", {scope: "col"}, String(n + 1))),
    make("th", {scope: "col"}, words.mean))
  const table = make("table", {class: "demo-products demo-figures", "aria-label": words.table},
    make("thead", {}, top),
    make("tbody", {}, ...ROWS.map((row, n) => make("tr", {}, heads[n], ...cells[n]))))

  function show(typed) {
    const [w, b] = now(), slopes = gradient(w, b), then = next(), why = end()
    bad.textContent = ""
    for (const name of NAMES) {
      sliders[name].value = held(name)
      if (name !== typed) fields[name].value = figure(held(name))
      fields[name].removeAttribute("aria-invalid")
    }
    told.textContent = fill(words.now,
      {count: path.length - 1, w: figure(w), b: figure(b), loss: figure(loss(w, b))})
    formulas.forEach((line, n) => {
      const name = "wb"[n], gradient = factor(slopes[n])
      line.textContent = `${name} \u2190 ${name} \u2212 η × ∂L/∂${name}`
        + ` = ${figure([w, b][n])} \u2212 ${figure(rate)} × ${gradient} = ${figure(then[n])}`
    })
    ROWS.forEach(([, find], n) => {
      const values = X.map((x, k) => find(x, Y[k], w * x + b - Y[k]))
      values.forEach((value, k) => { cells[n][k].textContent = figure(value, 2) })
      if (n > 3) cells[n][X.length].textContent = figure(mean(values), 2)
    })
    const before = path.length > 1 ? loss(...path[path.length - 2]) : Infinity
    const higher = loss(w, b) > before
    note.textContent = !why && !higher ? "" : fill(why ? words[why] : words.higher,
      {before: figure(before), loss: figure(loss(w, b)), count: path.length - 1})
    run.textContent = player.on ? words.pause : words.run
    lines.touch()
    map.touch()
    voice.say(`${told.textContent} ${note.textContent}`)
    save()
  }

  // ---- The setting: where the walk began, its rate, how many steps

  function save() {
    const [w, b] = first(), count = path.length - 1
    const moved = count || w !== START.w || b !== START.b || rate !== START.rate
    Demo.write("neuron", moved ? {w: +w.toFixed(6), b: +b.toFixed(6), rate, steps: count} : null)
  }

  function set(given) {
    const taken = NAMES.map(name => {
      const value = read(name, given[name] || "")
      return Number.isNaN(value) ? START[name] : value
    })
    rate = taken.pop()
    begin(taken)
    const count = /^\d{1,4}$/.test(given.steps) ? Number(given.steps) : 0
    for (let n = 0; n < count; n++) step()
    show()
  }

  live.append(
    make("div", {class: "demo-pair"},
      make("figure", {}, lines.canvas, make("figcaption", {}, words.points)),
      make("figure", {}, map.canvas, make("figcaption", {}, words.map))),
    make("div", {class: "demo-set"}, ...NAMES.flatMap(name =>
      [make("span", {"aria-hidden": "true"}, words[name]), sliders[name], fields[name]])),
    bad, make("div", {class: "demo-line"}, ...buttons),
    told, note, make("p", {class: "demo-hint"}, words.next), ...formulas,
    table, make("p", {class: "demo-hint"}, words.table), voice.region)
  set(Demo.read("neuron") || {})
  addEventListener("hashchange", () => {
    const given = Demo.read("neuron")
    if (given) set(given)
  })
}

// The points of the page, and what the page computes from them.
Object.assign(Demo.neuron, {
  X: [0, 1, 2, 3, 4],
  Y: [2, 5, 8, 11, 14],

  loss(w, b) {
    const {X, Y} = Demo.neuron
    return X.reduce((sum, x, n) => sum + (w * x + b - Y[n]) ** 2, 0) / X.length
  },

  gradient(w, b) {
    const {X, Y} = Demo.neuron
    let slopeW = 0, slopeB = 0
    X.forEach((x, n) => {
      const error = w * x + b - Y[n]
      slopeW += 2 * error * x / X.length
      slopeB += 2 * error / X.length
    })
    return [slopeW, slopeB]
  },

  step(w, b, rate) {
    const [slopeW, slopeB] = Demo.neuron.gradient(w, b)
    return [w - rate * slopeW, b - rate * slopeB]
  },
})

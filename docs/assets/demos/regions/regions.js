// A small network, trained in the page on points that the reader picks or puts down: its regions
// and its loss while it learns. Its words are those of the page.
"use strict"

Demo.regions = (live, words) => {
  const {SIDE, at, data, network, answer, loss, step} = Demo.regions
  const START = {data: "ring", layers: "1", units: "4", activation: "tanh", rate: "0.3", seed: "1"}
  const CHOICES = {
    data: ["moons", "ring", "xor", "blobs", "own"],
    layers: ["0", "1", "2", "3"],
    units: ["1", "2", "3", "4", "5", "6", "7", "8"],
    activation: ["tanh", "relu"],
    rate: ["0.01", "0.03", "0.1", "0.3", "1", "3"],
  }
  const STEPS = 5000, MOST = 200, SLICE = 8, AT_ONCE = 10 // milliseconds and steps in a frame
  const CELLS = 50, COLOURS = [[31, 119, 180], [255, 127, 14]]
  const {make, fill} = Demo

  // ---- The setting, and what follows from it

  let setting = {}, points = [], net, losses // losses: before the first step, and after each
  let kind = 1, cursor = [50, 50] // the class of the next point, and where a keyboard puts it

  const shape = () => [2, ...Array(Number(setting.layers)).fill(Number(setting.units)), 1]
  const right = () => points.filter(point => answer(net, ...at(point)) > 0 === point[2] > 0).length

  const count = () => losses.length - 1

  // Why there is no next step; "" while there is one.
  function end() {
    if (!points.length) return "empty"
    if (!(losses[count()] < 1e3)) return "lost"
    return count() >= STEPS ? "enough" : ""
  }

  function train() {
    step(net, points, Number(setting.rate))
    losses.push(loss(net, points))
  }

  // ---- Drawing

  const picture = make("canvas", {width: CELLS, height: CELLS})
  const pixels = picture.getContext("2d"), image = pixels.createImageData(CELLS, CELLS)

  // The surer the answer, the stronger its colour.
  function paint() {
    for (let y = 0, to = 0; y < CELLS; y++) for (let x = 0; x < CELLS; x++, to += 4) {
      const scale = SIDE / CELLS
      const score = answer(net, ...at([(x + 0.5) * scale - 0.5, (y + 0.5) * scale - 0.5]))
      image.data.set(COLOURS[score > 0 ? 1 : 0], to)
      image.data[to + 3] = 40 + 130 * Math.abs(Math.tanh(score / 2)) || 0
    }
    pixels.putImageData(image, 0, 0)
  }

  // A class is a colour and a form: circles and squares.
  function mark(context, x, y, label, radius, edge) {
    context.beginPath()
    if (label) context.rect(x - 0.85 * radius, y - 0.85 * radius, 1.7 * radius, 1.7 * radius)
    else context.arc(x, y, radius, 0, 7)
    context.fillStyle = `rgb(${COLOURS[label]})`
    context.fill()
    context.strokeStyle = edge
    context.lineWidth = radius / 3
    context.stroke()
  }

  const plane = Demo.canvas(SIDE, SIDE, (context, side, colour) => {
    const size = SIDE * side, ink = colour("--md-typeset-color")
    context.imageSmoothingEnabled = true
    paint()
    context.drawImage(picture, 0, 0, size, size)
    for (const [x, y, label] of points) {
      mark(context, (x + 0.5) * side, (y + 0.5) * side, label, size / 60, colour("--md-default-bg-color"))
    }
    if (!plane.canvas.matches(":focus-visible")) return
    context.strokeStyle = ink
    context.lineWidth = devicePixelRatio
    const [x, y] = cursor.map(n => (n + 0.5) * side), far = size / 25
    context.strokeRect(x - far, y - far, 2 * far, 2 * far)
  }, {role: "application", tabindex: 0, "aria-label": `${words.plane}. ${words.keys}`})

  const curve = Demo.canvas(SIDE, SIDE, (context, side, colour) => {
    const size = SIDE * side, font = Math.min(12 * devicePixelRatio, size / 12)
    const most = losses.reduce((a, b) => b > a ? Math.min(b, 100) : a, 0.7)
    const left = 3 * font, bottom = size - 1.6 * font
    const across = n => left + (size - left - font) * n / Math.max(100, count())
    const up = loss => bottom - (bottom - font) * Math.min(loss, most) / most
    context.font = `${font}px ${getComputedStyle(live).fontFamily}`
    context.fillStyle = colour("--md-default-fg-color--light")
    context.strokeStyle = colour("--md-default-fg-color--lighter")
    context.lineWidth = devicePixelRatio
    context.strokeRect(left, font, size - left - font, bottom - font)
    context.textAlign = "right"
    context.fillText(most.toFixed(1), left - 0.4 * font, 1.4 * font)
    context.fillText("0", left - 0.4 * font, bottom)
    context.fillText(String(Math.max(100, count())), size - font, size - 0.3 * font)
    context.strokeStyle = colour("--demo-mark")
    context.lineWidth = 2 * devicePixelRatio
    context.beginPath()
    const stride = Math.ceil(losses.length / 500)
    for (let n = 0; n < losses.length; n += stride) {
      if (losses[n] >= 0) context.lineTo(across(n), up(losses[n]))
    }
    context.stroke()
  }, {role: "img", "aria-label": words.curve})

  // ---- What is chosen, pressed and put down

  const voice = Demo.voice()
  const told = make("p", {class: "demo-sum"}), note = make("p", {class: "demo-note"})
  const size = make("p")
  const button = (text, act) => make("button", {type: "button", onclick: act}, text)
  const selects = {}
  const labels = Object.keys(CHOICES).map(name => {
    const options = CHOICES[name].map(value => make("option", {value}, words[value] || value))
    selects[name] = make("select", {onchange: () => set({...setting, [name]: selects[name].value})},
      ...options)
    return make("label", {}, words[name], selects[name])
  })

  const kinds = [words.circle, words.square].map((text, label) => button(text, () => {
    kind = label
    show()
  }))

  function put(x, y) {
    if (points.length >= MOST) {
      note.textContent = fill(words.full, {count: MOST})
      voice.say(note.textContent)
      return
    }
    points = [...points, [x, y, kind]] // the same weights: what was learned so far stays
    losses[count()] = loss(net, points)
    setting.data = selects.data.value = "own"
    show()
  }

  const inside = n => Math.max(0, Math.min(SIDE - 1, n))
  plane.canvas.addEventListener("click", event => {
    cursor = plane.cell(event).map(inside)
    put(...cursor)
  })
  const KEYS = {ArrowUp: [0, -4], ArrowDown: [0, 4], ArrowLeft: [-4, 0], ArrowRight: [4, 0]}
  plane.canvas.addEventListener("keydown", event => {
    if (event.ctrlKey || event.altKey || event.metaKey) return
    const move = KEYS[event.key]
    if (move) cursor = cursor.map((n, k) => inside(n + move[k]))
    else if (event.key === "Enter" || event.key === " ") put(...cursor)
    else return
    event.preventDefault()
    plane.touch()
  })
  for (const kind of ["focus", "blur"]) plane.canvas.addEventListener(kind, plane.touch)

  // In slices of a frame; the reader's hand comes first.
  let shown = 0
  const player = Demo.repeat(live, time => {
    const began = performance.now()
    for (let n = 0; n < AT_ONCE && !end() && performance.now() - began < SLICE; n++) train()
    if (end()) player.stop()
    else if (matchMedia("(prefers-reduced-motion: reduce)").matches && time < shown + 1000) return
    shown = time
    show()
  })

  const run = button(words.run, () => {
    if (player.on || end()) player.stop()
    else player.start()
    show()
  })
  const one = button(words.step, () => {
    player.stop()
    if (!end()) train()
    show()
  })
  const buttons = [one, run,
    button(words.again, () => set({...setting, seed: String(Number(setting.seed) % 999 + 1)})),
    button(words.clear, () => set({...setting, data: "own", points: ""})),
    button(words.reset, () => set({}))]

  // ---- From the setting to what is seen

  function show() {
    const why = end(), known = points.length && why !== "lost"
    kinds.forEach((made, label) => made.setAttribute("aria-pressed", label === kind))
    const shaped = shape(), numbers = net.reduce((sum, layer) =>
      sum + layer.kernel.length + layer.bias.length, 0)
    size.textContent = fill(words.size, {shape: shaped.join(" \u2192 "), count: numbers})
    told.textContent = !known ? "" : fill(words.now, {count: count(), all: points.length,
      right: right(), loss: losses[count()].toFixed(4)})
    note.textContent = why ? fill(words[why], {count: count()}) : ""
    run.textContent = player.on ? words.pause : words.run
    plane.touch()
    curve.touch()
    voice.say(`${told.textContent} ${note.textContent}`)
    save()
  }

  function save() {
    const moved = Object.keys(START).some(key => setting[key] !== START[key])
    const put = setting.data !== "own" ? {} : {points: points.map(([x, y, label]) =>
      String(x).padStart(2, "0") + String(y).padStart(2, "0") + label).join("")}
    Demo.write("regions", moved ? {...setting, ...put} : null)
  }

  // Take a setting, as it comes from an address: what is no setting is as it was at the start.
  function set(given) {
    player.stop()
    for (const name in CHOICES) {
      setting[name] = CHOICES[name].includes(given[name]) ? given[name] : START[name]
      selects[name].value = setting[name]
    }
    setting.seed = /^[1-9]\d{0,2}$/.test(given.seed) ? given.seed : START.seed
    if (setting.data !== "own") points = data(setting.data)
    else if ("points" in given) {
      points = (given.points.match(/\d{4}[01]/g) || []).slice(0, MOST).map(text =>
        [Number(text.slice(0, 2)), Number(text.slice(2, 4)), Number(text[4])])
    }
    net = network(shape(), setting.activation, Number(setting.seed))
    losses = [loss(net, points)]
    show()
  }

  live.append(
    make("div", {class: "demo-line"}, ...labels),
    make("div", {class: "demo-pair"},
      make("figure", {}, plane.canvas, make("figcaption", {}, words.plane)),
      make("figure", {}, curve.canvas, make("figcaption", {}, words.curve))),
    make("div", {class: "demo-line", role: "group", "aria-label": words.put}, words.put, ...kinds),
    make("div", {class: "demo-line"}, ...buttons),
    told, note, size, make("p", {class: "demo-hint"}, words.keys),
    make("p", {class: "demo-hint"}, words.limits), voice.region)
  set(Demo.read("regions") || {})
  addEventListener("hashchange", () => {
    const given = Demo.read("regions")
    if (given) set(given)
  })
}

// The points, the network and its steps, which need no page.
Object.assign(Demo.regions, {
  SIDE: 100, // points stand on a grid of 100 × 100, which is -3 to 3 for the network

  at: ([x, y]) => [(x - 49.5) * 0.06, (49.5 - y) * 0.06],

  // Random numbers from 0 to 1, the same for a seed (mulberry32).
  random(seed) {
    return () => {
      seed = seed + 0x6d2b79f5 | 0
      let t = Math.imul(seed ^ seed >>> 15, seed | 1)
      t = t + Math.imul(t ^ t >>> 7, t | 61) ^ t
      return ((t ^ t >>> 14) >>> 0) / 2 ** 32
    }
  },

  // 40 points of each class, [column, row, class] on the grid.
  data(name) {
    const next = Demo.regions.random(7), points = []
    const around = () => (next() + next() + next() - 1.5) * 0.5
    const FORMS = {
      blobs: label => [(label ? 1.1 : -1.1) + 2 * around(), (label ? 0.9 : -0.9) + 2 * around()],
      ring(label) {
        const angle = 2 * Math.PI * next(), far = label ? 2 + 0.6 * next() : 1.1 * Math.sqrt(next())
        return [far * Math.cos(angle), far * Math.sin(angle)]
      },
      xor(label) {
        const x = 0.25 + 2.3 * next(), y = 0.25 + 2.3 * next(), side = next() < 0.5 ? 1 : -1
        return [side * x, (label ? side : -side) * y]
      },
      moons(label) {
        const angle = Math.PI * next(), x = 1.5 * Math.cos(angle), y = 1.5 * Math.sin(angle)
        const [dx, dy] = [around(), around()]
        return label ? [0.75 - x + dx, 0.35 - y + dy] : [x - 0.75 + dx, y - 0.35 + dy]
      },
    }
    for (let n = 0; n < 80; n++) {
      const [x, y] = FORMS[name](n % 2)
      points.push([Math.round(x / 0.06 + 49.5), Math.round(49.5 - y / 0.06), n % 2])
    }
    return points
  },

  // Layers as Keras keeps them: kernel [in × out], bias [out]; begun as Keras begins, with
  // kernels from the Glorot uniform distribution and biases of 0.
  network(sizes, activation, seed) {
    const next = Demo.regions.random(seed)
    return sizes.slice(1).map((units, n) => {
      const limit = Math.sqrt(6 / (sizes[n] + units))
      const kernel = Float64Array.from({length: sizes[n] * units}, () => limit * (2 * next() - 1))
      const last = n === sizes.length - 2
      return {units, kernel, bias: new Float64Array(units), activation: last ? "" : activation}
    })
  },

  // The outputs of all layers for one point; the last one is the score.
  forward(net, x, y) {
    const outs = [[x, y]]
    for (const {units, kernel, bias, activation} of net) {
      const inputs = outs[outs.length - 1], out = new Array(units)
      for (let u = 0; u < units; u++) {
        let sum = bias[u]
        for (let i = 0; i < inputs.length; i++) sum += inputs[i] * kernel[i * units + u]
        out[u] = activation === "tanh" ? Math.tanh(sum) : activation === "relu" ? Math.max(0, sum) : sum
      }
      outs.push(out)
    }
    return outs
  },

  answer: (net, x, y) => Demo.regions.forward(net, x, y)[net.length][0],

  // The cross-entropy of a score and a label.
  penalty: (score, label) =>
    Math.max(score, 0) - score * label + Math.log1p(Math.exp(-Math.abs(score))),

  loss(net, points) {
    const {at, answer, penalty} = Demo.regions
    return points.reduce((sum, point) =>
      sum + penalty(answer(net, ...at(point)), point[2]), 0) / points.length
  },

  // One step of gradient descent on all points.
  step(net, points, rate) {
    const gradients = net.map(({kernel, bias}) =>
      ({kernel: new Float64Array(kernel.length), bias: new Float64Array(bias.length)}))
    for (const point of points) {
      const outs = Demo.regions.forward(net, ...Demo.regions.at(point)), label = point[2]
      const score = outs[net.length][0]
      // The slope at the score; then backwards through the layers.
      let slopes = [(1 / (1 + Math.exp(-score)) - label) / points.length]
      for (let n = net.length - 1; n >= 0; n--) {
        const {units, kernel} = net[n], inputs = outs[n], to = gradients[n]
        const before = new Array(inputs.length).fill(0)
        for (let u = 0; u < units; u++) {
          to.bias[u] += slopes[u]
          for (let i = 0; i < inputs.length; i++) {
            to.kernel[i * units + u] += slopes[u] * inputs[i]
            before[i] += slopes[u] * kernel[i * units + u]
          }
        }
        const kind = n && net[n - 1].activation
        if (kind) {
          slopes = before.map((slope, i) =>
            kind === "tanh" ? slope * (1 - inputs[i] ** 2) : inputs[i] > 0 ? slope : 0)
        }
      }
    }
    net.forEach((layer, n) => {
      for (const part of ["kernel", "bias"]) {
        layer[part].forEach((value, k) => { layer[part][k] = value - rate * gradients[n][part][k] })
      }
    })
  },
})

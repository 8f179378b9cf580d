// What the demos in the pages share: tensors, drawing, numbers that readers type, a setting in
// the address. Loaded with the first demo that a reader opens; a plain script, so that it also
// works in a page read from a folder. How a demo is made: CONTRIBUTING.md.
"use strict"

const Demo = {
  // ---- Tensors: {shape, data}, the data in one row, as NumPy keeps them

  tensor(shape, data) {
    const size = shape.reduce((a, b) => a * b, 1)
    return {shape, data: data ? Float64Array.from(data) : new Float64Array(size)}
  },

  // Along one axis: how many places a window has, and how many zeros stand before the first.
  places(size, side, stride, padding) {
    if (padding === "valid") return {count: Math.floor((size - side) / stride) + 1, before: 0}
    const count = Math.ceil(size / stride)
    return {count, before: Math.floor(Math.max((count - 1) * stride + side - size, 0) / 2)}
  },

  // keras.ops.conv of one picture: (height, width, channels) with a kernel (height, width,
  // channels, filters).
  conv(picture, kernel, stride, padding) {
    const [height, width, channels] = picture.shape, [kh, kw, , filters] = kernel.shape
    const down = Demo.places(height, kh, stride, padding)
    const across = Demo.places(width, kw, stride, padding)
    const out = Demo.tensor([down.count, across.count, filters])
    let to = 0
    for (let y = 0; y < down.count; y++) for (let x = 0; x < across.count; x++, to += filters) {
      for (let i = 0; i < kh; i++) for (let j = 0; j < kw; j++) {
        const row = y * stride - down.before + i, column = x * stride - across.before + j
        if (row < 0 || row >= height || column < 0 || column >= width) continue
        for (let c = 0; c < channels; c++) {
          const value = picture.data[(row * width + column) * channels + c]
          const at = ((i * kw + j) * channels + c) * filters
          for (let f = 0; f < filters; f++) out.data[to + f] += value * kernel.data[at + f]
        }
      }
    }
    return out
  },

  // ---- Numbers

  // What a reader typed, 1/9 too, from -most to most; NaN for anything else.
  number(text, most) {
    const plain = text.normalize("NFKC").trim().replace("\u2212", "-")
    const found = /^([-+]?(?:\d+\.?\d*|\.\d+))(?:\/(\d+\.?\d*))?$/.exec(plain)
    const value = found ? found[1] / (found[2] || 1) : NaN
    return Math.abs(value) <= most ? value : NaN
  },

  // As it is shown: at most two decimals, with a true minus.
  shown(value) {
    return String(Math.round(value * 100) / 100 + 0).replace("-", "\u2212")
  },

  // A sentence of the page with its gaps {name} filled.
  fill(sentence, values) {
    return sentence.replace(/\{(\w+)\}/g, (gap, name) => name in values ? values[name] : gap)
  },

  // ---- Elements

  // An element, its attributes, and what stands in it.
  make(tag, attributes = {}, ...inside) {
    const made = document.createElement(tag)
    for (const name in attributes) {
      if (name.startsWith("on")) made.addEventListener(name.slice(2), attributes[name])
      else made.setAttribute(name, attributes[name])
    }
    made.append(...inside)
    return made
  },

  // ---- Drawing: at most once a frame, and only what is in sight

  // A canvas of so many cells, square, which fills the width it gets. draw(context, side of a
  // cell, colours) draws it anew after touch(), after a change of its size or of the colours.
  canvas(columns, rows, draw, attributes) {
    const canvas = Demo.make("canvas", attributes), context = canvas.getContext("2d")
    canvas.style.aspectRatio = `${columns} / ${rows}`
    let seen = false, asked = 0, stale = true
    const paint = () => {
      asked = 0
      const width = Math.round(canvas.clientWidth * devicePixelRatio)
      if (!seen || !width) return
      stale = false
      const height = Math.round(width * rows / columns)
      if (canvas.width !== width || canvas.height !== height) {
        canvas.width = width
        canvas.height = height
      }
      const style = getComputedStyle(canvas)
      const colour = name => style.getPropertyValue(name).trim()
      context.clearRect(0, 0, width, height)
      draw(context, width / columns, colour)
    }
    const touch = () => {
      stale = true
      if (seen && !asked) asked = requestAnimationFrame(paint)
    }
    new IntersectionObserver(entries => {
      seen = entries[entries.length - 1].isIntersecting
      if (seen && stale) touch()
    }).observe(canvas)
    new ResizeObserver(touch).observe(canvas)
    new MutationObserver(touch).observe(document.body, {attributeFilter: ["data-md-color-scheme"]})
    // The cell under a pointer.
    const cell = event => {
      const box = canvas.getBoundingClientRect()
      return [Math.floor((event.clientX - box.left) / box.width * columns),
        Math.floor((event.clientY - box.top) / box.height * rows)]
    }
    return {canvas, touch, cell}
  },

  // ---- What a screen reader says: once it has come to rest, not at each step

  voice() {
    const region = Demo.make("p", {role: "status", class: "demo-voice"})
    let waiting
    return {region, say(text) {
      clearTimeout(waiting)
      waiting = setTimeout(() => { region.textContent = text }, 600)
    }}
  },

  // ---- A setting in the address: #demo=NAME&key=value, so that it can be shared

  // The setting that the address has for a demo, or null.
  read(name) {
    const found = new URLSearchParams(location.hash.slice(1))
    return found.get("demo") === name ? Object.fromEntries(found) : null
  },

  // Write a setting, or with null take it out again. Not at each step: browsers stop pages that
  // write hundreds of addresses.
  write(name, setting) {
    clearTimeout(Demo.writing)
    Demo.writing = setTimeout(() => {
      if (!setting && !Demo.read(name)) return
      const hash = setting ? `#${new URLSearchParams({demo: name, ...setting})}` : ""
      history.replaceState(history.state, "", location.href.split("#")[0] + hash)
    }, 400)
  },

  // ---- Work that goes on: act(time) once a frame, from start() to stop(), in sight only

  repeat(element, act) {
    let on = false, seen = false, asked = 0
    const ask = () => {
      if (on && seen && !asked) asked = requestAnimationFrame(frame)
    }
    const frame = time => {
      asked = 0
      if (on && seen) act(time)
      ask()
    }
    new IntersectionObserver(entries => {
      seen = entries[entries.length - 1].isIntersecting
      ask()
    }).observe(element)
    return {
      get on() { return on },
      start() {
        on = true
        ask()
      },
      stop() { on = false },
    }
  },
}

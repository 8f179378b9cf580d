// The shape calculator: a stack of layers, what each one gives and costs, the error of Keras
// where the stack fails, and the code. Its words are those of the page.
"use strict"

Demo.shapes = (live, words) => {
  const DIRECTIONS = ["1D", "2D", "3D"], MOST = 4096, LAYERS = 12, SAMPLES = "32"
  const KINDS = ["Dense", "Flatten", "Dropout", ...["Conv", "MaxPooling", "AveragePooling",
    "GlobalAveragePooling"].flatMap(kind => DIRECTIONS.map(name => kind + name))]
  const EXAMPLES = {
    network: {in: "28 28 3", l: "Conv2D_8_2__valid*Conv2D_4_2__valid*MaxPooling2D_2__valid*"
      + "Flatten*Dense_128*Dense_10"},
    global: {in: "28 28 3", l: "Conv2D_8_2__valid*Conv2D_4_2__valid*MaxPooling2D_2__valid*"
      + "GlobalAveragePooling2D*Dense_128*Dense_10"},
    sensor: {in: "100 2", l: "Conv1D_16_5__valid*MaxPooling1D_2__valid*Conv1D_32_5__valid*"
      + "GlobalAveragePooling1D*Dense_3"},
    big: {in: "28 28 3", l: "Conv2D_8_2__valid*Conv2D_4_2__valid*MaxPooling2D_2__valid*"
      + "Conv2D_64_26__valid*Flatten*Dense_10"},
  }
  const {make, fill} = Demo

  // ---- Kinds of layers, their fields, and what is typed into these

  const directions = kind => Number((/(\d)D$/.exec(kind) || [])[1] || 0)
  const isConv = kind => kind.startsWith("Conv")
  const hasWeights = kind => isConv(kind) || kind === "Dense"

  function fieldsOf(kind) {
    if (isConv(kind)) return ["count", "size", "strides", "padding"]
    if (directions(kind) && !kind.startsWith("Global")) return ["size", "strides", "padding"]
    return {Dense: ["count"], Dropout: ["rate"]}[kind] || []
  }

  function title(kind, field) {
    if (field === "count") return isConv(kind) ? words.filters : words.units
    if (field === "size") return isConv(kind) ? words.kernel : words.pool
    return words[field]
  }

  // Whole numbers with commas, blanks or × between them, or null; (28, 28, 3) may be pasted.
  function list(text, most) {
    const plain = text.normalize("NFKC").replace(/^[\s(]+|[\s),]+$/g, "")
    const found = plain.split(/\s*[,、×x*]\s*|\s+/)
    const right = found.every(part => /^0*[1-9]\d{0,3}$/.test(part) && Number(part) <= MOST)
    return right && found.length <= most ? found.map(Number) : null
  }

  // What is typed into a field of a layer, or null. Strides may be left out.
  function read(kind, field, text) {
    const side = list(text, directions(kind) || 1)
    if (field === "count") return side && side.length === 1 ? side[0] : null
    if (field === "padding") return ["valid", "same"].includes(text) ? text : null
    if (field === "rate") {
      const rate = Demo.number(text, 1)
      return rate >= 0 ? rate : null
    }
    if (field === "strides" && !text.trim()) return []
    return side && [1, directions(kind)].includes(side.length) ? side : null
  }

  const layer = kind => ({kind, count: 8, size: [isConv(kind) ? 3 : 2], strides: [],
    padding: "valid", rate: 0.5})
  const typed = value => Array.isArray(value) ? value.join(", ") : String(value)
  // One number for each direction.
  const each = (sides, count) => sides.length === count ? sides : Array(count).fill(sides[0])
  const stridesOf = ({kind, strides, size}) =>
    each(strides.length ? strides : isConv(kind) ? [1] : size, directions(kind))

  // ---- What a layer makes of a shape, or the sentence of Keras' ValueError

  const product = sides => sides.reduce((all, side) => all * BigInt(side), 1n)
  const tuple = sides => `(${sides.join(", ")}${sides.length === 1 ? "," : ""})`
  const batched = shape => tuple(["None", ...shape])

  // As NumPy prints whole numbers: all as wide as the widest.
  function array(sides) {
    const width = Math.max(...sides.map(side => String(side).length))
    return `[${sides.map(side => String(side).padStart(width)).join(" ")}]`
  }

  function apply(one, shape, name) {
    const {kind, count, padding} = one, rank = directions(kind), axes = shape.length + 1
    const channels = shape[shape.length - 1]
    // Each weight of the kernel is used once at each position; a bias is added, not multiplied.
    const weighted = (sides, kernel) => ({shape: [...sides, count],
      params: product(kernel) + BigInt(count), work: product(sides) * product(kernel)})
    const free = sides => ({shape: sides, params: 0n, work: 0n})
    const mismatch = wanted => ({error: `Input 0 with name 'None' of layer '${name}' is `
      + `incompatible with the layer: expected ${wanted}=${rank + 2}, found ndim=${axes}. `
      + `Full shape received: ${batched(shape)}`})

    if (kind === "Dense") return weighted(shape.slice(0, -1), [channels, count])
    if (kind === "Flatten") return free([shape.reduce((a, b) => a * b)])
    if (kind === "Dropout") return free(shape)
    if (isConv(kind) && axes < rank + 2) return mismatch("min_ndim")
    if (!isConv(kind) && axes !== rank + 2) return mismatch("ndim")
    if (kind.startsWith("Global")) return free([channels])

    const size = each(one.size, rank), strides = stridesOf(one)
    const kernel = [...size, channels, count]
    if (axes > rank + 2) {
      return {error: "Kernel shape must have the same length as input, but received "
        + `kernel of shape ${tuple(kernel)} and input of shape ${batched(shape)}.`}
    }
    const sides = size.map((side, n) => Demo.places(shape[n], side, strides[n], padding).count)
    const small = "Computed output size would be zero or negative. Received"
    const rest = `\`strides=${tuple(strides)}\`, \`padding=${padding}\`.`
    if (isConv(kind)) {
      return Math.min(...sides) > 0 ? weighted(sides, kernel) : {error: `${small} `
        + `\`inputs shape=${batched(shape)}\`, \`kernel shape=${tuple(kernel)}\`, `
        + `\`dilation_rate=${array(size.map(() => 1))}\`, ${rest}`}
    }
    return Math.min(...sides) > 0 ? free([...sides, channels]) : {error:
      `Exception encountered when calling ${kind}.call().\n\n${small}: `
      + `\`inputs.shape=[None ${shape.join(" ")}]\`, \`pool_size=${array(size)}\`, ${rest}`}
  }

  // The layers one after the other, up to the one that fails.
  function through(stack, shape) {
    const found = [], named = {}
    for (const one of stack) {
      const name = one.kind.replace(/([a-z])([A-Z])/g, "$1_$2").toLowerCase()
      const before = named[name] = (named[name] || 0) + 1
      const last = apply(one, shape, before > 1 ? `${name}_${before - 1}` : name)
      found.push(last)
      if (last.error) break
      shape = last.shape
    }
    return found
  }

  // ---- The code

  function code(stack, shape) {
    const python = sides => sides.length === 1 ? String(sides[0]) : tuple(sides)
    const last = stack.map(one => hasWeights(one.kind)).lastIndexOf(true)
    const lines = stack.map((one, n) => {
      const {kind, count, size, strides, padding, rate} = one, inside = []
      if (hasWeights(kind)) inside.push(count)
      if (isConv(kind)) inside.push(python(size))
      if (kind === "Dropout") inside.push(rate)
      if (fieldsOf(kind).includes("padding")) {
        if (!isConv(kind)) inside.push(`pool_size=${python(size)}`)
        const said = isConv(kind) ? strides.some(stride => stride > 1) : strides.length
        if (said) inside.push(`strides=${python(strides)}`)
        if (padding === "same") inside.push('padding="same"')
      }
      if (hasWeights(kind) && n !== last) inside.push('activation="relu"')
      const [from, to] = [n ? "x" : "inputs", n < stack.length - 1 ? "x" : "outputs"]
      return `${to} = layers.${kind}(${inside.join(", ")})(${from})`
    })
    return ["import keras", "from keras import layers", "",
      `inputs = keras.Input(shape=${tuple(shape)})`, ...lines,
      "model = keras.Model(inputs, outputs)", "model.summary()", ""].join("\n")
  }

  // ---- The setting

  let stack, shape, samples

  const setting = () => ({in: shape.join(" "), l: stack.map(one => [one.kind, ...fieldsOf(one.kind)
    .map(field => typed(one[field]).replace(/,/g, ""))].join("_")).join("*"), n: String(samples)})

  // The layers of an address, or null.
  function parse(text) {
    const parts = text.split("*").slice(0, LAYERS).map(part => part.split("_"))
    if (!parts.every(([kind]) => KINDS.includes(kind))) return null
    return parts.map(([kind, ...values]) => {
      const one = layer(kind)
      fieldsOf(kind).forEach((field, n) => {
        const value = read(kind, field, values[n] || "")
        if (value !== null) one[field] = value
      })
      return one
    })
  }

  function set(given) {
    const start = EXAMPLES.network
    shape = list(given.in || start.in, 4) || list(start.in, 4)
    samples = (list(given.n || SAMPLES, 1) || list(SAMPLES, 1))[0]
    stack = parse(given.l || start.l) || parse(start.l)
    inputField.value = shape.join(", ")
    samplesField.value = samples
    build()
  }

  // ---- Rows

  const text = (attributes, act) => make("input",
    {autocomplete: "off", spellcheck: "false", oninput: act, ...attributes})
  const select = (options, attributes) => make("select", attributes,
    ...options.map(value => make("option", {value}, value)))
  const changed = () => {
    check()
    update()
  }
  const inputField = text({maxlength: 40, class: "demo-wide"}, changed)
  const samplesField = text({maxlength: 7}, changed)
  const rows = make("ol", {"aria-label": words.layers, class: "demo-layers"})
  const bad = make("p", {role: "alert", class: "demo-bad"})
  const total = make("p", {class: "demo-sum"})
  const voice = Demo.voice()

  function row(one, n) {
    const number = {n: n + 1}
    const kind = select(KINDS, {"aria-label": words.kind, onchange: () => {
      one.kind = kind.value
      for (const field of ["size", "strides"]) {
        if (one[field].length > 1 && one[field].length !== directions(one.kind)) one[field].length = 1
      }
      build()
      one.kindField.focus()
    }})
    kind.value = one.kind
    one.kindField = kind
    one.fields = {}
    const labels = fieldsOf(one.kind).map(field => {
      const element = field === "padding" ? select(["valid", "same"], {onchange: changed})
        : text({maxlength: 16}, changed)
      element.value = typed(one[field])
      one.fields[field] = element
      return make("label", {}, title(one.kind, field), element)
    })
    const button = (sign, label, off, act) => {
      const made = make("button", {type: "button", "aria-label": fill(label, number), onclick: act}, sign)
      made.disabled = off
      return made
    }
    one.up = button("↑", words.up, n === 0, () => move(n, n - 1, "up", "down"))
    one.down = button("↓", words.down, n === stack.length - 1, () => move(n, n + 1, "down", "up"))
    one.remove = button("×", words.remove, stack.length === 1, () => {
      stack.splice(n, 1)
      build()
      const next = stack[Math.min(n, stack.length - 1)]
      ;(next.remove.disabled ? next.kindField : next.remove).focus()
    })
    one.out = make("div", {class: "demo-out"})
    one.item = make("li", {}, make("div", {role: "group", "aria-label": fill(words.layer, number)},
      make("div", {class: "demo-line"}, kind,
        make("span", {class: "demo-moves"}, one.up, one.down, one.remove)),
      make("div", {class: "demo-line"}, ...labels), one.out))
    return one.item
  }

  function move(from, to, button, other) {
    const [one] = stack.splice(from, 1)
    stack.splice(to, 0, one)
    build()
    ;(one[button].disabled ? one[other] : one[button]).focus()
  }

  function build() {
    rows.replaceChildren(...stack.map(row))
    changed()
  }

  const kindToAdd = select(KINDS, {"aria-label": words.kind})
  const add = make("button", {type: "button", onclick: () => {
    if (stack.length === LAYERS) {
      addLine.after(bad)
      bad.textContent = fill(words.most, {most: LAYERS})
      return
    }
    stack.push(layer(kindToAdd.value))
    build()
  }}, words.add)
  const addLine = make("div", {class: "demo-line"}, kindToAdd, add)

  // Take what is right of what is typed; a sentence for the first that is not, under its line.
  function check() {
    bad.textContent = ""
    let line = addLine
    const judge = (element, value, field, sentence, before, more) => {
      if (value === null) {
        element.setAttribute("aria-invalid", "true")
        const said = {field, text: element.value.trim(), value: typed(before), most: MOST, ...more}
        if (!bad.textContent) {
          bad.textContent = fill(said.text ? sentence : words.empty, said)
          line = element.closest(".demo-line")
        }
        return before
      }
      element.removeAttribute("aria-invalid")
      return value
    }
    shape = judge(inputField, list(inputField.value, 4), words.input, words.badInput, shape)
    stack.forEach((one, n) => {
      const rank = directions(one.kind)
      for (const field in one.fields) {
        const sentence = field === "rate" ? words.badRate
          : field !== "count" && rank > 1 ? words.badSizes : words.bad
        const name = fill(words.field, {n: n + 1, field: title(one.kind, field)})
        const said = {rank, ...field === "strides" && {value: typed(stridesOf(one))}}
        const value = read(one.kind, field, one.fields[field].value)
        one[field] = judge(one.fields[field], value, name, sentence, one[field], said)
      }
    })
    const number = list(samplesField.value, 1)
    samples = judge(samplesField, number && number[0], words.samples, words.bad, samples)
    if (line.nextSibling !== bad) line.after(bad)
  }

  // ---- From the setting to what is seen

  // As Keras prints it.
  function memory(numbers) {
    const units = ["B", "KB", "MB", "GB", "TB", "PB"]
    let size = Number(4n * numbers)
    while (size >= 1024 && units.length > 1) {
      size /= 1024
      units.shift()
    }
    const half = size * 100 % 1 === 0.5, cents = Math.floor(size * 100)
    return `${((half ? cents + cents % 2 : Math.round(size * 100)) / 100).toFixed(2)} ${units[0]}`
  }
  const shown = count => count.toLocaleString("en-US")

  function update() {
    const found = through(stack, shape)
    const sums = {params: 0n, work: 0n, values: 0n}
    const last = found[found.length - 1]
    for (const one of found) {
      if (one.error) continue
      one.values = product(one.shape) * BigInt(samples)
      for (const key in sums) sums[key] += one[key]
    }
    stack.forEach((one, n) => {
      const result = found[n]
      if (one.fields.strides) one.fields.strides.placeholder = typed(isConv(one.kind) ? 1 : one.size)
      one.item.className = !result ? "demo-unreached" : result.error ? "demo-fails" : ""
      if (!result) one.out.replaceChildren(words.unreached)
      else if (result.error) {
        one.out.replaceChildren(make("p", {class: "demo-bad", lang: "en"}, `ValueError: ${result.error}`))
      } else {
        const part = (key, label, value) => {
          const made = make("span", {}, fill(label, {value}))
          const share = sums[key] && Number(1000n * result[key] / sums[key]) / 10
          made.style.setProperty("--demo-share", `${share || 0}%`)
          return made
        }
        one.out.replaceChildren(make("b", {}, batched(result.shape)),
          part("params", words.params, shown(result.params)),
          part("work", words.work, shown(result.work)),
          part("values", words.memory, memory(result.values)))
      }
    })
    const said = {n: found.length, kind: stack[found.length - 1].kind, samples: shown(samples),
      params: shown(sums.params), weights: memory(sums.params), work: shown(sums.work),
      memory: memory(sums.values)}
    total.textContent = fill(last.error ? words.stops : words.total, said)
    program.value = code(stack, shape)
    program.rows = program.value.split("\n").length - 1
    note.textContent = ""
    const now = setting()
    examples.forEach((button, n) => {
      const {in: from, l} = Object.values(EXAMPLES)[n]
      button.setAttribute("aria-pressed", from === now.in && l === now.l)
    })
    voice.say(last.error ? `${total.textContent} ${last.error}` : total.textContent)
    const start = now.in === EXAMPLES.network.in && now.l === EXAMPLES.network.l
    Demo.write("shapes", start && now.n === SAMPLES ? null : now)
  }

  // ---- The code, to copy: where the clipboard is closed, it is selected

  const program = make("textarea", {readonly: "", spellcheck: "false", wrap: "off", lang: "en",
    "aria-label": words.code})
  const note = make("span", {role: "status"})
  const copy = make("button", {type: "button", onclick: () => {
    const select = () => {
      program.focus()
      program.select()
      note.textContent = words.selected
    }
    if (!navigator.clipboard) select()
    else navigator.clipboard.writeText(program.value).then(() => { note.textContent = words.copied }, select)
  }}, words.copy)

  function anew() {
    kindToAdd.value = "Dense"
    set({})
  }

  const examples = Object.keys(EXAMPLES).map(name => make("button", {type: "button", onclick: () => {
    set({...EXAMPLES[name], n: String(samples)})
  }}, words[name]))
  const reset = make("button", {type: "button", onclick: anew}, words.reset)

  live.classList.add("demo-shapes")
  live.append(
    make("div", {class: "demo-line", role: "group", "aria-label": words.examples}, ...examples),
    make("div", {class: "demo-line"}, make("label", {}, words.input, inputField),
      make("label", {}, words.samples, samplesField), reset),
    rows, addLine, bad, total, make("p", {class: "demo-hint"}, words.hint),
    program, make("div", {class: "demo-line"}, copy, note), voice.region)
  anew()
  const asked = Demo.read("shapes")
  if (asked) set(asked)
  addEventListener("hashchange", () => {
    const given = Demo.read("shapes")
    if (given) set(given)
  })
}

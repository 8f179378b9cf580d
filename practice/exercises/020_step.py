#: about
# page = "basics/how-networks-learn#step"
# [zh]
# title = "往哪边走"
# task = "梯度下降找 `w`，让 (w - 3) 的平方最小。走了 20 步，`w` 却越来越远。改对一行。"
# hints = [
#   "打印每一步的 `w`，看它往哪个方向走。",
#   "坡度是正的，说明 `w` 往大里走，损失会变大。这时该往哪边走？",
#   "往坡度的反方向走：要减，不是加。",
# ]
# why = "梯度指的是损失变大最快的方向，所以每一步都要减去它。少了这个负号，就是在往山上爬。"
# [zh.says]
# broken = "`w` 离 3 越来越远：每一步都朝损失变大的方向走。"
# still = "`w` 没有走到 3：要么没有动，要么走得太少，要么在 3 的两边来回跳。打印每一步的 `w`，看是哪一种。"
# other = "`descend(w)` 收一个起点，交出一个数：循环走完以后，写 `return w`。"
# answer = "直接写答案不算。换一个起点，程序就不对了。"
# [en]
# title = "Which way to step"
# task = "Gradient descent looks for the `w` that makes (w - 3) squared least. After 20 steps `w` is further away than before. Fix one line."
# hints = [
#   "Print `w` in each step, and see where it goes.",
#   "A positive slope says that a larger `w` makes the loss larger. Which way should `w` go?",
#   "Against the slope: subtract, do not add.",
# ]
# why = "The gradient points where the loss grows fastest, so each step subtracts it. Without the minus sign you climb."
# [en.says]
# broken = "`w` moves away from 3: each step goes where the loss grows."
# still = "`w` does not arrive at 3: it stays where it is, or moves too little, or jumps from one side of 3 to the other. Print `w` in each step to see which."
# other = "`descend(w)` takes a starting point and hands back a number: `return w`, after the loop."
# answer = "Writing the answer down does not count: from another starting point the program would be wrong."
#: program
def descend(w, learning_rate=0.1):
    for _ in range(20):
        slope = 2 * (w - 3)
        #: broken
        w = w + learning_rate * slope
        #: solution
        w = w - learning_rate * slope
        #: wrong still
        w = w - learning_rate * slope * 0
        #: wrong answer
        w = 2.9
        #: end
    return w


print(descend(0.0))


#: check
def check(program):
    descend = program.descend
    try:
        ends = [float(descend(start)) for start in (0.0, 5.0, -4.0)]
    except Exception:
        raise Wrong("other") from None
    if ends[0] == 0 and ends[1] == 5:
        raise Wrong("still")
    if any(abs(end - 3) > abs(start - 3) for end, start in zip(ends, (0, 5, -4), strict=True)):
        raise Wrong("broken")
    if descend(float("nan")) == descend(float("nan")):  # the start plays no part
        raise Wrong("answer")
    if any(abs(end - 3) > 0.2 for end in ends):
        raise Wrong("still")

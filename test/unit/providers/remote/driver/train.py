print("a driver")

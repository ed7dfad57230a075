import array, fcntl, os

handle = os.open(PROJECT + "/params/workbook.yml", os.O_RDONLY)
flags = array.array("l", [0])
fcntl.ioctl(handle, 0x80086601, flags)  # FS_IOC_GETFLAGS
fcntl.ioctl(handle, 0x40086602, flags)  # FS_IOC_SETFLAGS

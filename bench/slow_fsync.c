/* Counts every fsync of a process and makes each of them slower, so that a slow disk can be tried on a quick one. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

static long *counter;

__attribute__((constructor)) static void start(void) {
    const char *path = getenv("FSYNC_COUNTER");
    int file = path ? open(path, O_RDWR) : -1;
    void *page = file < 0 ? MAP_FAILED : mmap(0, sizeof(long), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    counter = page == MAP_FAILED ? 0 : page;
}

static void wait_and_count(void) {
    const char *text = getenv("FSYNC_DELAY_MS");
    long microseconds = text ? (long)(atof(text) * 1000) : 0;
    struct timespec pause = {microseconds / 1000000, microseconds % 1000000 * 1000};
    if (microseconds) nanosleep(&pause, 0);
    if (counter) __sync_fetch_and_add(counter, 1);
}

int fsync(int file) {
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
    wait_and_count();
    return real(file);
}

int fdatasync(int file) {
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
    wait_and_count();
    return real(file);
}

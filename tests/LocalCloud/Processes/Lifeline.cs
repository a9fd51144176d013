using System.Diagnostics;

namespace LocalCloud.Processes;

/// <summary>Kills our children when this process ends, however it ends.</summary>
/// <remarks>
/// A small <c>sh</c> holds the reading end of a pipe whose only writing end is ours, and keeps the list of our children's ids.
/// When we end, even by SIGKILL, the kernel closes the pipe and the shell kills what is still on its list. It ignores the
/// terminal's signals, so Ctrl-C cannot end it before us. Children stay our direct children: their exit codes, standard input
/// and signals are theirs. <c>PR_SET_PDEATHSIG</c> would not do: it fires when the <em>thread</em> that started the child ends,
/// and thread-pool threads end at any time.
/// </remarks>
internal sealed class Lifeline
{
    private const string Script = """
        trap '' HUP INT QUIT TERM
        held=' '
        while read -r verb id; do
          case $verb in
            hold) held="$held$id " ;;
            release) case $held in *" $id "*) held="${held%% $id *} ${held#* $id }" ;; esac ;;
          esac
        done
        for id in $held; do kill -KILL "$id" 2>/dev/null; done
        """;

    private static readonly Lock Gate = new();
    private static Lifeline? shared;

    private readonly StreamWriter _list;

    private Lifeline()
    {
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true, UseShellExecute = false };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(Script);

        var shell = Process.Start(start) ?? throw new InvalidOperationException("/bin/sh did not start");
        _list = shell.StandardInput;
        _list.AutoFlush = true;
    }

    /// <summary>Starts a process and puts it on the list before anybody else learns of it.</summary>
    public static Process Start(ProcessStartInfo start)
    {
        lock (Gate)
        {
            shared ??= new();
            var process = Process.Start(start) ?? throw new InvalidOperationException(start.FileName + " did not start");
            shared._list.WriteLine($"hold {process.Id}");
            return process;
        }
    }

    /// <summary>Takes an ended process off the list: its id may soon be somebody else's.</summary>
    public static void Release(int id)
    {
        lock (Gate)
        {
            shared?._list.WriteLine($"release {id}");
        }
    }
}

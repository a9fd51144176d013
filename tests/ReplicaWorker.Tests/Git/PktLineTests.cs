using System.Text;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using ReplicaWorker.Git;
using ReplicaWorker.Git.Protocol;

namespace ReplicaWorker.Tests.Git;

public sealed class PktLineTests
{
    [Test]
    public void Reading_what_was_written_gives_it_back() =>
        Prop.ForAll(Lines(), lines =>
        {
            var writer = new PktWriter();
            foreach (var line in lines)
            {
                writer.Line(line + "\n");
            }

            return Read(writer.Flush().Written.ToArray()).GetAwaiter().GetResult().SequenceEqual(lines, StringComparer.Ordinal);
        }).QuickCheckThrowOnFailure();

    [TestCase("zzzz")]
    [TestCase("0003")]
    [TestCase("fff1x")]
    [TestCase("-001")]
    public void A_length_that_the_protocol_does_not_allow_is_refused(string text) =>
        Assert.That(async () => await Read(Encoding.ASCII.GetBytes(text)), Throws.InstanceOf<GitProtocolException>());

    [TestCase("00")]
    [TestCase("0009abc")]
    public void An_answer_that_is_cut_off_is_not_taken_for_its_end(string text) =>
        Assert.That(async () => await Read(Encoding.ASCII.GetBytes(text)), Throws.InstanceOf<GitTransportException>());

    [Test]
    public void A_servers_ERR_line_is_an_exception_in_one_line()
    {
        var writer = new PktWriter().Line("ERR no\nsuch\tthing");

        Assert.That(
            async () => await Read(writer.Written.ToArray()),
            Throws.InstanceOf<GitRemoteException>().With.Message.EqualTo("the server refused: no such thing"));
    }

    private static async Task<List<string>> Read(byte[] bytes)
    {
        var reader = new PktReader(new OneByteAtATime(bytes));
        var lines = new List<string>();
        for (var line = await reader.ReadLineAsync(default); line.IsData; line = await reader.ReadLineAsync(default))
        {
            lines.Add(line.Text);
        }

        return lines;
    }

    private static Arbitrary<string[]> Lines() =>
        Gen.Elements("a", "want 1234", "", "ä → ö", new string('x', 5_000)).ListOf().Select(lines => lines.ToArray()).ToArbitrary();

    /// <summary>The network may cut a stream anywhere.</summary>
    private sealed class OneByteAtATime(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(1, buffer.Length)], cancellationToken);
    }
}

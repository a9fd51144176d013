using System.Buffers.Binary;
using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using ReplicaWorker.Git;
using ReplicaWorker.Git.Packs;

namespace ReplicaWorker.Tests.Git;

public sealed class PackVerifierTests
{
    [Test]
    public void A_whole_pack_comes_out_as_it_went_in_however_it_is_cut() =>
        Prop.ForAll(Cuts(), cuts =>
        {
            var pack = Pack(objects: 3, content: 500);
            return Run(pack, cuts).SequenceEqual(pack);
        }).QuickCheckThrowOnFailure();

    [Test]
    public void A_pack_with_one_wrong_bit_anywhere_is_never_completed() =>
        Prop.ForAll(Gen.Zip(Gen.Choose(0, 531), Gen.Choose(0, 7)).ToArbitrary(), at =>
        {
            var pack = Pack(objects: 3, content: 500);
            pack[at.Item1] ^= (byte)(1 << at.Item2);
            return Fails(() => Run(pack, [64]));
        }).QuickCheckThrowOnFailure();

    [Test]
    public void A_pack_that_is_cut_off_anywhere_is_never_completed([Range(0, 531, 13)] int length) =>
        Assert.That(() => Run(Pack(objects: 3, content: 500)[..length], [64]), Throws.InstanceOf<GitPackException>());

    [Test]
    public void The_hash_is_held_back_until_the_end()
    {
        using var verifier = new PackVerifier(ObjectFormat.Sha1);
        var pack = Pack(objects: 1, content: 100);
        var released = new byte[pack.Length + 20];

        Assert.That(verifier.Append(pack, released), Is.EqualTo(pack.Length - 20));
    }

    [Test]
    public void More_objects_than_the_bytes_can_hold_are_not_believed() =>
        Assert.That(() => Run(Pack(objects: 1_000, content: 100), [64]), Throws.InstanceOf<GitPackException>());

    [Test]
    public void An_empty_pack_is_a_pack() => Assert.That(Run(Pack(objects: 0, content: 0), [64]), Has.Length.EqualTo(32));

    [TestCase("PUCK", 2u)]
    [TestCase("PACK", 4u)]
    public void Anything_but_a_pack_of_version_2_or_3_is_refused(string signature, uint version) =>
        Assert.That(() => Run(Pack(1, 100, signature, version), [64]), Throws.InstanceOf<GitPackException>());

    private static byte[] Run(byte[] pack, IReadOnlyList<int> cuts)
    {
        using var verifier = new PackVerifier(ObjectFormat.Sha1);
        var output = new List<byte>();
        var released = new byte[70_000];
        for (int at = 0, cut = 0; at < pack.Length; cut++)
        {
            var length = Math.Min(cuts[cut % cuts.Count], pack.Length - at);
            output.AddRange(released[..verifier.Append(pack.AsSpan(at, length), released)]);
            at += length;
        }

        output.AddRange(verifier.Complete().ToArray());
        return [.. output];
    }

    private static bool Fails(Action action)
    {
        try
        {
            action();
            return false;
        }
        catch (GitPackException)
        {
            return true;
        }
    }

    private static byte[] Pack(uint objects, int content, string signature = "PACK", uint version = 2)
    {
        var pack = new byte[12 + content];
        System.Text.Encoding.ASCII.GetBytes(signature, pack);
        BinaryPrimitives.WriteUInt32BigEndian(pack.AsSpan(4), version);
        BinaryPrimitives.WriteUInt32BigEndian(pack.AsSpan(8), objects);
        new Random(content).NextBytes(pack.AsSpan(12));
#pragma warning disable CA5350 // git's packs are sealed with SHA-1.
        return [.. pack, .. SHA1.HashData(pack)];
#pragma warning restore CA5350
    }

    private static Arbitrary<int[]> Cuts() => Gen.Choose(1, 60).NonEmptyListOf().Select(cuts => cuts.ToArray()).ToArbitrary();
}

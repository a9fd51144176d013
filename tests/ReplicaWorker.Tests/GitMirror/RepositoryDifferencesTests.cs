using System.Collections.Immutable;
using NUnit.Framework;
using ReplicaWorker.Git;
using ReplicaWorker.Git.Protocol;
using ReplicaWorker.Matching;
using ReplicaWorker.Modules.Comparison;
using ReplicaWorker.Modules.GitMirror;

namespace ReplicaWorker.Tests.GitMirror;

/// <summary>Plans of refs in the words of drift.</summary>
public sealed class RepositoryDifferencesTests
{
    private const string Main = "refs/heads/main";
    private const string Repair = "replica-worker mirror shop --region-only us-west-2";

    [Test]
    public void Equal_refs_have_no_difference() => Assert.That(Of([(Main, 'a')], [(Main, 'a')]), Is.Empty);

    [Test]
    public void Missing_moved_and_extra_refs_are_differences_that_our_command_repairs()
    {
        var found = Of([("refs/heads/a", 'a'), (Main, 'b')], [(Main, 'a'), ("refs/tags/v1", 'a')]);

        Assert.That(found.Select(difference => (difference.Kind, difference.Field, difference.Repairs.Single(), difference.IsRepairable)), Is.EqualTo(
        [
            (DifferenceKind.Ref, "refs/heads/a", Repair, true), (DifferenceKind.Ref, Main, Repair, true), (DifferenceKind.Ref, "refs/tags/v1", Repair, true),
        ]));
        Assert.That(found.Select(difference => difference.SourceChanged ?? difference.ReplicaChanged), Is.All.Null, "git lists no times, so that each gets a second look");
    }

    [Test]
    public void A_commit_that_the_source_has_never_seen_is_told_and_what_would_keep_it_is_no_difference()
    {
        var diverged = Of([(Main, 'b')], [(Main, 'c')], isKnown: _ => false).Single();

        Assert.That((diverged.Field, diverged.IsRepairable), Is.EqualTo((Main, true)));
        Assert.That(diverged.Detail, Does.EndWith("a commit that the source has never seen"));
        Assert.That(Of([(Main, 'b')], [(Main, 'b'), ("refs/heads/replica-kept/main-ccccccc", 'c')]), Is.Empty);
    }

    [Test]
    public void What_is_held_waits_for_a_person_and_says_what_confirms_it()
    {
        var deletion = Of([(Main, 'a')], [(Main, 'a'), ("refs/heads/x", 'a'), ("refs/heads/y", 'a')], maxDeletes: 1);
        var diverged = Of([(Main, 'b')], [(Main, 'c')], isKnown: _ => false, diverged: Diverged.Hold).Single();

        Assert.That(deletion.Select(difference => (difference.IsRepairable, difference.Repairs.Single())), Is.All.EqualTo((false, Repair + " --allow-deletes 2")));
        Assert.That((diverged.IsRepairable, diverged.Repairs.Length), Is.EqualTo((false, 0)));
    }

    [Test]
    public void A_missing_repository_is_repairable_where_it_may_be_created()
    {
        var differences = new RepositoryDifferences("shop", "us-west-2");

        Assert.That(differences.Missing("copy", isCreated: true), Has.Property("IsRepairable").True.And.Property("Kind").EqualTo(DifferenceKind.Missing));
        Assert.That(differences.Missing("copy", isCreated: false), Has.Property("IsRepairable").False.And.Property("Detail").Contains("GitMirror__CreateMissing"));
    }

    private static ImmutableArray<Difference> Of(
        (string Name, char Id)[] source, (string Name, char Id)[] replica, Func<ObjectId, bool>? isKnown = null, int maxDeletes = 100, Diverged diverged = Diverged.Keep)
    {
        isKnown ??= _ => true;
        var listing = new RefListing(Refs(replica), ObjectFormat.Sha1, Capabilities.None, 0);
        var comparison = RefComparison.Compute(Refs(source), listing.Refs, new GlobSet(["refs/heads/*", "refs/tags/*"], []));
        return new RepositoryDifferences("shop", "us-west-2").Of(RefPlanner.Plan(comparison, listing, new(isKnown, diverged, maxDeletes)), isKnown);
    }

    private static ImmutableArray<GitRef> Refs((string Name, char Id)[] refs) =>
        [.. refs.OrderBy(one => one.Name, StringComparer.Ordinal).Select(one => new GitRef(one.Name, Id(one.Id)))];

    private static ObjectId Id(char digit) => ObjectId.TryParse(new string(digit, 40), ObjectFormat.Sha1, out var id) ? id : throw new InvalidOperationException("not an id");
}

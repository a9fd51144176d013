using NUnit.Framework;
using ReplicaWorker.Matching;

namespace ReplicaWorker.Tests.Matching;

public sealed class LegalNameTests
{
    [TestCase("RepoA", true)]
    [TestCase("my.repo-1_x", true)]
    [TestCase("", false)]
    [TestCase("repo.git", false)]
    [TestCase("repo.GIT", false)]
    [TestCase("..", false)]
    [TestCase("../../etc", false)]
    [TestCase("a b", false)]
    [TestCase("a\n", false)]
    [TestCase("a\0", false)]
    [TestCase("é", false)]
    public void A_repository_name_is_what_CodeCommit_accepts(string name, bool legal) =>
        Assert.That(LegalName.IsRepository(name), Is.EqualTo(legal));

    [Test]
    public void A_repository_name_has_at_most_100_characters()
    {
        Assert.That(LegalName.IsRepository(new string('a', 100)), Is.True);
        Assert.That(LegalName.IsRepository(new string('a', 101)), Is.False);
    }

    [TestCase("refs/heads/main", true)]
    [TestCase("refs/heads/ünï", true)]
    [TestCase("refs/heads/", false)]
    [TestCase("refs/heads/a..b", false)]
    [TestCase("refs/heads/a b", false)]
    [TestCase("refs/heads/a\nb", false)]
    [TestCase("refs/heads/../../etc", false)]
    [TestCase("refs/heads/.a", false)]
    [TestCase("refs/heads/a.lock", false)]
    [TestCase("refs/heads/a@{1}", false)]
    [TestCase("heads/main", false)]
    public void A_ref_name_is_what_git_accepts(string name, bool legal) => Assert.That(LegalName.IsRef(name), Is.EqualTo(legal));

    [TestCase("da39a3ee5e6b4b0d3255bfef95601890afd80709", true)]
    [TestCase("DA39A3EE5E6B4B0D3255BFEF95601890AFD80709", false)]
    [TestCase("da39a3", false)]
    [TestCase("", false)]
    public void An_object_id_is_all_of_its_digits(string id, bool legal) => Assert.That(LegalName.IsObjectId(id), Is.EqualTo(legal));
}

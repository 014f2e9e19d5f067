using CareIdentity.Search;

namespace CareIdentity.Tests.Search;

public sealed class NameTextTests
{
    [Theory]
    [InlineData("Niamh O'Dálaigh-Smith", "niamh odalaigh smith")]
    [InlineData("  ŁUKASZ   Żółć ", "lukasz zolc")]
    [InlineData("Sørensen, Æsa", "sorensen aesa")]
    [InlineData("THE DENSHAM SURGERY (2)", "the densham surgery 2")]
    [InlineData("Nguyễn Thị Ánh", "nguyen thi anh")]
    [InlineData("%_*\0", "")]
    [InlineData(null, "")]
    public void Names_are_compared_without_accents_case_and_punctuation(string? typed, string joined) => Assert.Equal(joined, NameText.Joined(typed));

    [Fact]
    public void A_word_without_end_is_cut() => Assert.Equal(NameText.MaxWord, NameText.Words(new string('a', 5000))[0].Length);

    [Theory]
    [InlineData("patel", "patel", 0)]
    [InlineData("patel", "patle", 1)]
    [InlineData("patel", "pate", 1)]
    [InlineData("patel", "pattel", 1)]
    [InlineData("smith", "smyth", 1)]
    [InlineData("kathryn", "catherine", 4)]
    [InlineData("", "abc", 3)]
    public void Edits_between_words_are_counted_with_a_swap_as_one(string a, string b, int edits)
    {
        Assert.Equal(edits, WordDistance.Between(a, b));
        Assert.Equal(edits, WordDistance.Between(b, a));
    }

    [Theory]
    [InlineData("patel", "patle")]
    [InlineData("patel", "pattel")]
    [InlineData("patel", "patl")]
    [InlineData("smith", "smyth")]
    public void Words_one_slip_apart_share_a_key(string known, string typed) =>
        Assert.NotEmpty(WordDistance.Keys(known).Intersect(WordDistance.Keys(typed)));
}

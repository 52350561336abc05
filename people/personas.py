"""Whom the demo lets one be by a click, and what one finds there. The demo world makes exactly these people."""

BLURBS = {
    "hana.kim@support.example": "Engineer, has a case to pick",
    "ana.duarte@support.example": "Engineer, owner of that case",
    "mira.shah@support.example": "Engineer, nothing due yet",
    "nadia.rossi@support.example": "Manager of Support EMEA",
    "omar.haddad@support.example": "Major issue manager",
    "pia.keller@support.example": "Coordinator of the programme",
    "lars.nygard@support.example": "Engineer, all done this week",
    "ruth.amsel@support.example": "Admin, every setting",
}

	FROM	alpine	AS	base  
 
	
  RUN		echo a	b \  
		 &&  true	
  # indented comment
COPY	a	b	c	/d/	
ENV	X=1		Y=2 
CMD [	"a"	,	"b"	]	
